import { describe, expect, it } from '@jest/globals';
import { convert } from 'fontverter';
import { readCoverage } from './read-coverage.js';
import { subsetFonts } from './subset-fonts.js';

async function coverageOf(css: string, family: string) {
  const data = new RegExp(`font-family:${family};[^}]*base64,([^)]+)`).exec(css)?.[1];
  return data === undefined ? () => false : readCoverage(await convert(Buffer.from(data, 'base64'), 'sfnt'));
}

const has = (covers: (point: number) => boolean, text: string) =>
  [...text].map((one) => covers(one.codePointAt(0) ?? 0));

describe('subsetFonts', () => {
  it('cuts each face to its text', async () => {
    const css = await subsetFonts({
      text: '今天下雨',
      faces: [{ name: 'ma-shan-zheng', text: '西湖' }, { name: 'lxgw-wenkai' }],
    });
    expect(has(await coverageOf(css, 'ma-shan-zheng'), '西湖今')).toEqual([true, true, false]);
    expect(has(await coverageOf(css, 'lxgw-wenkai'), '今天下雨西')).toEqual([true, true, true, true, false]);
  });

  it('gives what a face cannot draw to the fallback, and emoji to nobody', async () => {
    const css = await subsetFonts({ text: '', faces: [{ name: 'ma-shan-zheng', text: '湖龘🌅' }] });
    expect(has(await coverageOf(css, 'ma-shan-zheng'), '湖龘')).toEqual([true, false]);
    expect(has(await coverageOf(css, 'lxgw-wenkai'), '龘🌅')).toEqual([true, false]);
  });

  it('is small and the same every time', async () => {
    const text = '今天的西湖没有游客，只有雨。我在断桥边站了一会儿，想起你说过，最喜欢下雨天。';
    const css = await subsetFonts({ text, faces: [{ name: 'lxgw-wenkai' }, { name: 'zcool-xiaowei', text: '相思' }] });
    expect(css.length).toBeLessThan(60_000);
    expect(await subsetFonts({ text, faces: [{ name: 'lxgw-wenkai' }, { name: 'zcool-xiaowei', text: '相思' }] })).toBe(
      css,
    );
  });
});
