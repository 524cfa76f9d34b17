import { describe, expect, it } from '@jest/globals';
import type { Copy } from '@mojian/contracts/card/copy';
import { makeBrief } from '../brief.fixture.js';
import { writeCopy } from '../copy/write-copy.js';
import { planConcept } from '../plan/plan-concept.js';
import { labels } from './labels.js';
import type { PageParts } from './page-template.js';
import { postmark } from './postmark.js';
import { textAlternative } from './text-alternative.js';

const known = { place: '西湖', date: '2026.03.20', term: '春分', weather: '小雨' };

function partsWith(mark: Partial<Copy['postmark']> = {}): PageParts {
  const brief = makeBrief({ words: '第一段\n\n第二段', recipient: '<小满>', sender: '阿禾' });
  const concept = planConcept(brief);
  const copy = { ...writeCopy(brief, concept), postmark: { ...known, ...mark } };
  const { recipient, sender, ink } = brief;
  return { concept, copy, recipient, sender, ink, say: labels.zh, free: 'left' };
}

describe('the postmark', () => {
  it('shows place, date and occasion, and says them', () => {
    const svg = postmark(partsWith());
    for (const text of ['西湖', '2026.03.20', '春分']) expect(svg).toContain(`>${text}<`);
    expect(svg).toContain('aria-label="邮戳 西湖, 2026.03.20, 春分"');
    expect(svg).not.toContain('小雨');
  });

  it('leaves out what is not known, and sets long names smaller', () => {
    const bare = postmark(partsWith({ place: null, term: null, weather: null }));
    expect(bare).toContain('aria-label="邮戳 2026.03.20"');
    expect(bare).not.toContain('#pm-under');
    const sizes = ['西湖', '黔西南布依族苗族自治州'].map((place) =>
      Number(/font-size="([\d.]+)"/.exec(postmark(partsWith({ place })))?.[1]),
    );
    expect(sizes[1]).toBeLessThan(sizes[0] ?? 0);
  });
});

describe('the text alternative', () => {
  it('has the whole card in reading order', () => {
    const parts = partsWith();
    const html = textAlternative(parts);
    const order = [parts.copy.title, parts.copy.headline[0], '&lt;小满&gt;', '第一段', '第二段', '阿禾', '邮戳'];
    const places = order.map((text) => html.indexOf(text ?? ''));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places).not.toContain(-1);
  });
});
