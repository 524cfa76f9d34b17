import { describe, expect, it } from '@jest/globals';
import { divideFonts } from './divide-fonts.js';

async function divide(text: string) {
  const { faces, phone } = await divideFonts({ text, faces: [{ name: 'lxgw-wenkai' }] });
  return { ours: [...(faces.get('lxgw-wenkai') ?? [])].join(''), phone: [...phone] };
}

const FAMILY = '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}';
const FLAG = '\u{1F1EE}\u{1F1F8}';
const HEART = '\u2764\uFE0F';
const SUN = '\u2600\uFE0F';

describe('divideFonts', () => {
  it('draws rare names, digits, Latin with its marks, Kana, Hangul, Greek and Cyrillic itself', async () => {
    for (const text of ['㐂𠮷龘犇骉玥珺喆槑', 'Žluťoučký кůň αβγ', 'ありがとう', '사랑해', '￥９９ 3.14 № ℃ → ①']) {
      expect(await divide(text)).toEqual({ ours: [...new Set(text)].join(''), phone: [] });
    }
  });

  it.each([
    ['a face', '\u{1F602}'],
    ['a family of three', FAMILY],
    ['a flag', FLAG],
    ['a toned hand', '\u{1F44B}\u{1F3FD}'],
    ['a heart', HEART],
    ['a sun that our face could draw', SUN],
    ['a keycap', '1\uFE0F\u20E3'],
    ['a ball that our face could draw', '\u26BE'],
    ['a flag of tags', '\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}'],
  ])('leaves %s whole to the phone', async (_, emoji) => {
    expect(await divide(`好${emoji}`)).toEqual({ ours: '好', phone: [emoji] });
  });

  it('draws the sun that is asked for as a letter, and a digit beside its keycap', async () => {
    expect(await divide('\u2600')).toEqual({ ours: '\u2600', phone: [] });
    expect(await divide('1 1\uFE0F\u20E3')).toEqual({ ours: '1 ', phone: ['1\uFE0F\u20E3'] });
  });

  it('leaves scripts and marks to the phone that no face has, as whole letters', async () => {
    const arabic = await divide('مرحبا');
    expect(arabic.ours).toBe('');
    expect(arabic.phone.join('')).toBe('مرحبا');
    expect((await divide('e\u0337\u0322x')).phone).toEqual(['e\u0337\u0322']);
  });

  it('neither draws nor misses what cannot be seen', async () => {
    expect(await divide('\u200B\u202E\u2066好\u2069\uFEFF\u0007\n')).toEqual({ ours: '好', phone: [] });
  });

  it('gives to the fallback what the brush lacks', async () => {
    const { faces } = await divideFonts({ text: '', faces: [{ name: 'ma-shan-zheng', text: '湖㐂' }] });
    expect([...faces].map(([name, own]) => [name, [...own].join('')])).toEqual([
      ['ma-shan-zheng', '湖'],
      ['lxgw-wenkai', '㐂'],
    ]);
  });
});
