import { describe, expect, it } from '@jest/globals';
import { parsePage } from '../gate/page-tree.js';
import { kitScript, kitStyle } from '../kit-source.js';
import { assemblePage } from './assemble-page.js';

const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';
const picture = {
  width: 1000,
  height: 2000,
  planes: [
    { name: 'sky', dataUri: PIXEL, x: 0, y: 0, width: 100, depth: 0 },
    { name: 'front', dataUri: PIXEL, x: 12.5, y: 60, width: 50, depth: 1 },
  ],
  fullDataUri: PIXEL,
  bleed: { top: '#aabbcc', bottom: '#112233' },
  text: 'light' as const,
};
const page = (body: string) => ({
  html: `<!doctype html><html lang="zh-CN" class="mine"><head><title>信</title><style>p{}</style></head><body>${body}</body></html>`,
  interactions: [],
});
const classesOf = (html: string) =>
  parsePage(html).elements.flatMap(({ attrs }) => attrs.filter(({ name }) => name === 'class'));

describe('assemblePage', () => {
  it('puts the planes into the slot, the tone on the root, and the kit before the page', () => {
    const html = assemblePage({ page: page('<div data-picture>…</div>'), picture });
    expect(classesOf(html).filter(({ value }) => value === 'mj-plane')).toHaveLength(2);
    expect(html).toContain('class="mine text-light"');
    expect(html).toContain('--ratio:2.0000');
    expect(html).not.toContain('…');
    expect(html.indexOf(kitStyle())).toBeGreaterThan(0);
    expect(html.indexOf(kitScript())).toBeLessThan(html.indexOf('p{}'));
  });

  it('uses the whole picture when there are no planes', () => {
    const html = assemblePage({ page: page('<div data-picture></div>'), picture: { ...picture, planes: [] } });
    expect(html).toContain('data-name="full"');
  });

  it.each(['', '<div data-picture></div><p data-picture></p>'])('refuses %j', (body) => {
    expect(() => assemblePage({ page: page(body), picture })).toThrow(
      expect.objectContaining({ code: 'STAGE_OUTPUT_INVALID' }),
    );
  });
});

describe('the kit', () => {
  it('stays small', () => {
    expect(Buffer.byteLength(kitScript())).toBeLessThanOrEqual(8 * 1024);
  });
});
