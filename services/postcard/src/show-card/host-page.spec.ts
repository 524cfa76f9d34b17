import { describe, expect, it } from '@jest/globals';
import { renderHostPage } from './host-page.js';
import type { HostPageModel } from './host-page-model.js';
import { renderMessagePage } from './message-page.js';

const assets = {
  script: '/assets/host/host-page.js',
  style: '/assets/host/host-page.css',
  brush: '/assets/host/brush.css',
};

const model: HostPageModel = {
  language: 'zh',
  title: '雨落西湖',
  lines: ['西湖的雨', '替我把想念'],
  letter: { salutation: '小满', opening: [], words: '今天下雨。', closing: [], signature: '阿禾' },
  sender: '阿禾',
  recipient: '小满',
  slug: 'abcdefghijklmnopqrstuv',
  frameUrl: 'http://127.0.0.1:8085/c/1?e=1&s=x',
  cardOrigin: 'http://127.0.0.1:8085',
  posterUrl: '/c/abcdefghijklmnopqrstuv/poster.jpg',
  capsuleUrl: '/c/abcdefghijklmnopqrstuv/capsule.html',
  reportUrl: '/c/abcdefghijklmnopqrstuv/report',
  replyUrl: '/?to=x',
  label: '人工智能生成',
  assets,
  interactions: [],
  palette: { ground: '#112233', ink: '#112233', accent: '#112233', paper: '#ffffff' },
  og: { title: '雨落西湖', description: '', url: 'http://x/', image: 'http://x/p.jpg' },
};

describe('renderHostPage', () => {
  it('frames the card sandboxed, without the right to be same-origin', () => {
    const page = renderHostPage(model);
    expect(page).toMatch(/<iframe[^>]+sandbox="allow-scripts" allow="" referrerpolicy="no-referrer" credentialless/);
    expect(page).toContain('src="http://127.0.0.1:8085/c/1?e=1&amp;s=x"');
    expect(page).toContain('<p class="label">人工智能生成</p>');
  });

  it('shows the words as text, escaped', () => {
    const hostile = '</p><script>alert(1)</script>"\'&';
    const page = renderHostPage({
      ...model,
      title: hostile,
      sender: hostile,
      letter: { ...model.letter, words: hostile },
    });
    expect(page).not.toContain('<script>alert');
    expect(page).toContain('&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;');
  });

  it('offers neither report nor file where the card is not shared', () => {
    const page = renderHostPage({ ...model, slug: null, capsuleUrl: null, reportUrl: null });
    expect(page).not.toContain('data-opens="report"');
    expect(page).not.toContain('.html"');
  });
});

describe('renderMessagePage', () => {
  it('says it in the reader’s language', () => {
    const page = renderMessagePage({ language: 'en', title: 'Gone', message: 'Put away.', homeUrl: '/', assets });
    expect(page).toContain('<html lang="en">');
    expect(page).toContain('<h1>Gone</h1>');
  });
});
