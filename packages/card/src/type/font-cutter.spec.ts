import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { createFontCutter } from './font-cutter.js';
import { subsetFonts } from './subset-fonts.js';

const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };

describe('a font cutter', () => {
  // The program of its thread is built code, which specs of sources do not have beside them.
  const program = new URL('../../dist/type/cut-fonts.worker.js', import.meta.url);
  const fonts = createFontCutter({ logger, program });
  afterAll(() => fonts.close());

  it('cuts as this process would, and remembers it', async () => {
    const wish = { text: '', faces: [{ name: 'ma-shan-zheng' as const, text: '西湖' }] };
    const cut = await fonts.cut(wish);
    expect(cut).toBe(await subsetFonts(wish));
    expect(await fonts.cut(wish)).toBe(cut);
  });
});
