import { AppError } from '@mojian/contracts/app-error';

const xmpFlag = 0x04;
const alphaFlag = 0x10;

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/** True for the first bytes of a WebP. */
export const isWebp = (bytes: Buffer): boolean =>
  bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';

function chunksOf(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let start = 12; start + 8 <= bytes.length; ) {
    const size = bytes.readUInt32LE(start + 4);
    const end = start + 8 + size;
    if (end > bytes.length) throw new AppError('INTERNAL', 'WebP: a chunk is cut off');
    chunks.push({ type: bytes.toString('latin1', start, start + 4), data: bytes.subarray(start + 8, end) });
    start = end + (size & 1);
  }
  return chunks;
}

/** The extended header that a simple file lacks; size and alpha are read from its bit stream. */
function extendedHeader(chunks: readonly Chunk[]): Buffer {
  const lossy = chunks.find(({ type }) => type === 'VP8 ')?.data;
  const lossless = chunks.find(({ type }) => type === 'VP8L')?.data;
  const header = Buffer.alloc(10);
  if (lossy !== undefined && lossy.length >= 10) {
    header.writeUIntLE((lossy.readUInt16LE(6) & 0x3fff) - 1, 4, 3);
    header.writeUIntLE((lossy.readUInt16LE(8) & 0x3fff) - 1, 7, 3);
    return header;
  }
  if (lossless !== undefined && lossless.length >= 5) {
    const bits = lossless.readUInt32LE(1);
    header.writeUInt8((bits >>> 28) & 1 ? alphaFlag : 0, 0);
    header.writeUIntLE(bits & 0x3fff, 4, 3);
    header.writeUIntLE((bits >>> 14) & 0x3fff, 7, 3);
    return header;
  }
  throw new AppError('INTERNAL', 'WebP: no picture data');
}

function whole({ type, data }: Chunk): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length & 1)]);
}

/** The XMP packets of a WebP. */
export const readWebpXmp = (bytes: Buffer): Buffer[] =>
  chunksOf(bytes)
    .filter(({ type }) => type === 'XMP ')
    .map(({ data }) => data);

/** The WebP as an extended file with this XMP packet as its last chunk, in place of any other. */
export function writeWebpXmp(bytes: Buffer, packet: Buffer): Buffer {
  const chunks = chunksOf(bytes);
  const header = Buffer.from(chunks.find(({ type }) => type === 'VP8X')?.data ?? extendedHeader(chunks));
  header.writeUInt8(header.readUInt8(0) | xmpFlag, 0);
  const rest = chunks.filter(({ type }) => type !== 'VP8X' && type !== 'XMP ');
  const body = [{ type: 'VP8X', data: header }, ...rest, { type: 'XMP ', data: packet }].map(whole);
  const riff = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  riff.writeUInt32LE(4 + body.reduce((sum, part) => sum + part.length, 0), 4);
  return Buffer.concat([riff, ...body]);
}
