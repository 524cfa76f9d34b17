/** Rows and cells of GB 2312 as EUC-CN bytes: signs, and the 6,763 characters of everyday Chinese. */
const ROWS = { first: 0xa1, last: 0xf7 };
const CELLS = { first: 0xa1, last: 0xfe };

/** Basic Latin, Latin-1 and Latin Extended-A. */
const LATIN = { first: 0x20, last: 0x17f };

/** Stands for bytes that are no character. */
const NONE = '\u{fffd}';

const numbers = ({ first, last }: { first: number; last: number }): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** What nearly every card is written with: GB 2312 and Latin letters. */
export function commonCharacters(): string {
  const chinese = new TextDecoder('gb18030');
  const signs = numbers(ROWS).flatMap((row) => numbers(CELLS).map((cell) => chinese.decode(Uint8Array.of(row, cell))));
  const latin = numbers(LATIN).map((point) => String.fromCodePoint(point));
  return [...signs.filter((sign) => [...sign].length === 1 && sign !== NONE), ...latin].join('');
}
