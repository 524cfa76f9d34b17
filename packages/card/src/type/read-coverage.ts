/** A range of code points that a font has glyphs for, both ends included. */
type Range = readonly [first: number, last: number];

const CMAP_FORMAT = 12;
const CMAP_FORMAT_BMP = 4;

function tableAt(font: Buffer, tag: string): number {
  for (let index = 0; index < font.readUInt16BE(4); index++) {
    const record = 12 + index * 16;
    if (font.toString('latin1', record, record + 4) === tag) return font.readUInt32BE(record + 8);
  }
  throw new RangeError(`The font has no table ${tag}`);
}

const groupsOf = (font: Buffer, at: number): Range[] =>
  Array.from({ length: font.readUInt32BE(at + 12) }, (_, index) => {
    const group = at + 16 + index * 12;
    return [font.readUInt32BE(group), font.readUInt32BE(group + 4)] as const;
  });

const segmentsOf = (font: Buffer, at: number): Range[] => {
  const count = font.readUInt16BE(at + 6) / 2;
  return Array.from({ length: count }, (_, index) => {
    const last = font.readUInt16BE(at + 14 + index * 2);
    return [font.readUInt16BE(at + 16 + (count + index) * 2), last] as const;
  });
};

/** Which characters an SFNT font can draw, from its `cmap` (OpenType 1.9, formats 4 and 12). */
export function readCoverage(font: Buffer): (codePoint: number) => boolean {
  const cmap = tableAt(font, 'cmap');
  const ranges = Array.from({ length: font.readUInt16BE(cmap + 2) }).flatMap((_, index): Range[] => {
    const at = cmap + font.readUInt32BE(cmap + 4 + index * 8 + 4);
    const format = font.readUInt16BE(at);
    if (format === CMAP_FORMAT) return groupsOf(font, at);
    return format === CMAP_FORMAT_BMP ? segmentsOf(font, at) : [];
  });
  const covered = new Set<number>();
  for (const [first, last] of ranges) for (let point = first; point <= last; point++) covered.add(point);
  return (codePoint) => covered.has(codePoint);
}
