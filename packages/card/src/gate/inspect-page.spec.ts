import { afterAll, describe, expect, it, jest } from '@jest/globals';
import type { GateReport } from '@mojian/contracts/card/gate-report';
import type { Interaction } from '@mojian/contracts/card/page';
import sharp from 'sharp';
import { createBrowserPool } from '../browser/browser-pool.js';
import { createGate } from './inspect-page.js';

jest.setTimeout(120_000);

const silent = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };
const browsers = createBrowserPool({ logger: silent });
const gate = createGate({ browsers });
afterAll(() => browsers.close());

const tap: Interaction = {
  name: 'open',
  gesture: 'tap',
  target: '#seal',
  expect: { selector: '#note', change: 'class' },
};
const style = `body{margin:0;height:100vh;background:linear-gradient(#123,#a86)}h1,p{color:#fff;font-size:24px;margin:40px}
#seal{width:80px;height:80px}#note{opacity:0}#note.open{opacity:1;transition:opacity .5s}`;
const open = `document.querySelector('#seal').onclick = () => document.querySelector('#note').classList.toggle('open');`;

const page = ({
  css = '',
  body = '',
  js = open,
} = {}): string => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>春</title><style>${style}${css}</style></head>
<body><h1>春水初生</h1><p id="note">见字如面，愿君安好。</p><button id="seal">启</button>${body}<script>${js}</script></body></html>`;

const inspect = async (html: string, interactions = [tap], deadlineMs = 20_000) =>
  gate.inspect({
    html,
    interactions,
    deadlineMs,
    copy: { headline: ['春水初生'], words: '见字如面，愿君安好。', title: '春' },
  });
const rules = ({ findings }: GateReport): string[] => [...new Set(findings.map(({ rule }) => rule))];

describe('the gate', () => {
  it('passes a good page and hands back its pictures', async () => {
    const { report, html, poster, thumbnail } = await inspect(page());
    expect(report).toMatchObject({ verdict: 'pass', findings: [], mended: [] });
    expect(html).toContain('loopGuard');
    const [large, small] = await Promise.all([poster, thumbnail].map((jpeg) => sharp(jpeg ?? undefined).metadata()));
    expect([large?.width, large?.height, small?.width]).toEqual([750, 1624, 320]);
  });

  it('gives animations their own time, and counts what came by itself while something else was played', async () => {
    const comes = (name: string, target: string): Interaction => ({
      name,
      gesture: 'wait',
      target,
      expect: { change: 'visible' },
    });
    const css = '#early,#late{opacity:0}.come #early{opacity:1}.come #late{opacity:1;transition:opacity .2s 4.4s}';
    const js = `${open} setTimeout(() => document.documentElement.classList.add('come'), 1500); const draw = () => requestAnimationFrame(draw); draw();`;
    const html = page({ css, js, body: '<p id="early">一</p><p id="late">二</p>' });
    const { report } = await inspect(html, [tap, comes('early', '#early'), comes('late', '#late')]);
    expect(report.findings).toEqual([]);
  });

  it('finds words below a bar that stays, words that repeat, and marks that nobody sees', async () => {
    const letters = {
      endless: '山高水远'.repeat(500),
      repeated: 'x\n'.repeat(999),
      directed: '\u202eمرحبا בעולם hello',
      unseen: '\u200b\u{E0041}\ufe0f',
    };
    const css =
      '#words{white-space:pre-wrap;overflow-wrap:anywhere;padding-bottom:120px}#bar{position:fixed;inset:auto 0 0;height:90px;background:#321}';
    for (const [name, words] of Object.entries(letters)) {
      const html = page({ css, body: `<p id="words">${words}</p><div id="bar"></div>` });
      const copy = { headline: ['春水初生'], words, title: '春' };
      const { report } = await gate.inspect({ html, copy, interactions: [tap], deadlineMs: 20_000 });
      expect([name, report.findings]).toEqual([name, []]);
    }
  });

  it('does not take words for read that only a screen reader meets', async () => {
    const css = '.whole{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}';
    const whole = '<article class="whole"><p>春水初生，</p><p>见字如面，愿君安好。</p></article>';
    const bare = page({ css, body: whole }).replace('<h1>春水初生</h1>', '<h1>别的</h1>');
    expect(rules((await inspect(bare)).report)).toEqual(['COPY_HIDDEN']);
    expect((await inspect(page({ css, body: whole }))).report.verdict).toBe('pass');
  });

  it('sees what only a browser sees', async () => {
    const bad: [string, string][] = [
      ['ERROR_LOAD', page({ js: `${open} undefinedName.call();` })],
      ['ERROR_LOAD', page({ js: `${open} Promise.reject(new Error('lost'));` })],
      ['ERROR_TAP', page({ js: `${open} document.querySelector('#seal').addEventListener('click', () => none());` })],
      ['HANG', page({ js: `${open} while (true) {}` })],
      ['OVERFLOW', page({ css: '#wide{width:700px;height:9px}', body: '<div id="wide"></div>' })],
      ['BLANK', page({ css: 'html{background:#fff}body{opacity:0}' })],
      [
        'COPY_HIDDEN',
        page({
          css: '#lid{position:fixed;inset:0 0 50% 0;background:#321;pointer-events:none}',
          body: '<div id="lid"></div>',
        }),
      ],
      ['TEXT_SIZE', page({ css: 'h1{font-size:8px}' })],
      ['DEAD_CONTROL', page({ js: '' })],
      [
        'MEMORY',
        page({
          js: `${open} setInterval(() => { for (let i = 0; i < 80; i++) document.body.append(document.createElement('i')); }, 100);`,
        }),
      ],
    ];
    const seen = await Promise.all(bad.map(async ([, html]) => rules((await inspect(html)).report)));
    for (const [index, [rule]] of bad.entries())
      expect([rule, seen[index]]).toEqual([rule, expect.arrayContaining([rule])]);
  });

  it('looks again before it calls a control dead, but not before it refuses what a page did', async () => {
    let visits = 0;
    const deafAtFirst = createGate({
      browsers: {
        ...browsers,
        withPage: (fn, run) =>
          browsers.withPage(async (seen) => {
            visits += 1;
            if (visits === 1) await seen.addInitScript('addEventListener("click", (e) => e.stopPropagation(), true)');
            return fn(seen);
          }, run),
      },
    });
    const input = { copy: { headline: ['春水初生'], words: '见字如面，愿君安好。', title: '春' }, deadlineMs: 20_000 };
    const { report } = await deafAtFirst.inspect({ ...input, html: page(), interactions: [tap] });
    expect([report.findings, visits]).toEqual([[], 2]);
    visits = 0;
    const thrower = page({ js: `${open} undefinedName.call();` });
    await deafAtFirst.inspect({ ...input, html: thrower, interactions: [tap] });
    expect(visits).toBe(1);
  });

  it('stops a page that its guard cannot stop, and goes on with the next', async () => {
    const recursive = page({
      js: `${open} (function spin(n) { for (const x of endless()) n += x; })(0); function* endless() { for (;;) yield 1; }`,
    });
    const { report, poster } = await inspect(recursive, [tap], 2_000);
    expect([rules(report), poster]).toEqual([['HANG'], null]);
    expect(report.findings[0]?.detail).toBe('the page was stopped after 2000 ms, opening it');
    expect((await inspect(page())).report.verdict).toBe('pass');
  });

  it('refuses by its words alone what no browser has to see', async () => {
    const { report, poster } = await inspect(page({ js: 'fetch("/")' }));
    expect([report.verdict, report.browser_ms, poster]).toEqual(['reject', 0, null]);
  });

  it('ends at once when its caller gives up', async () => {
    const visit = gate.inspect({
      html: page(),
      interactions: [],
      deadlineMs: 20_000,
      copy: { headline: [], words: '', title: '' },
      signal: AbortSignal.abort(new Error('cancelled')),
    });
    await expect(visit).rejects.toThrow('cancelled');
  });
});
