import { crc32 } from 'node:zlib';
import { AppError } from '@mojian/contracts/app-error';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** iTXt: keyword, then no compression (0), method 0, empty language tag, empty translated keyword. */
const xmpHead = Buffer.from('XML:com.adobe.xmp\0\0\0\0\0', 'latin1');
const xmpKeyword = xmpHead.subarray(0, 18);

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
  readonly whole: Buffer;
}

/** True for the first bytes of a PNG. */
export const isPng = (bytes: Buffer): boolean => bytes.subarray(0, 8).equals(signature);

function chunksOf(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let start = 8; start + 12 <= bytes.length; ) {
    const end = start + 12 + bytes.readUInt32BE(start);
    if (end > bytes.length) throw new AppError('INTERNAL', 'PNG: a chunk is cut off');
    const type = bytes.toString('latin1', start + 4, start + 8);
    chunks.push({ type, data: bytes.subarray(start + 8, end - 4), whole: bytes.subarray(start, end) });
    start = end;
  }
  if (chunks[0]?.type !== 'IHDR') throw new AppError('INTERNAL', 'PNG: no header');
  return chunks;
}

const isXmp = ({ type, data }: Chunk): boolean =>
  ['iTXt', 'tEXt', 'zTXt'].includes(type) && data.subarray(0, xmpKeyword.length).equals(xmpKeyword);

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** The uncompressed XMP packets of a PNG. */
export const readPngXmp = (bytes: Buffer): Buffer[] =>
  chunksOf(bytes)
    .filter((part) => part.type === 'iTXt' && isXmp(part) && part.data[xmpKeyword.length] === 0)
    .map(({ data }) => data.subarray(xmpHead.length));

/** The PNG with this XMP packet in one uncompressed iTXt chunk, in place of any other. */
export function writePngXmp(bytes: Buffer, packet: Buffer): Buffer {
  const [header, ...rest] = chunksOf(bytes).filter((part) => !isXmp(part));
  if (header === undefined) throw new AppError('INTERNAL', 'PNG: no header');
  return Buffer.concat([
    signature,
    header.whole,
    chunk('iTXt', Buffer.concat([xmpHead, packet])),
    ...rest.map(({ whole }) => whole),
  ]);
}
