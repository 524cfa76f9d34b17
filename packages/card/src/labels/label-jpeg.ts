import { AppError } from '@mojian/contracts/app-error';

const xmpHeader = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1');
const extensionHeader = Buffer.from('http://ns.adobe.com/xmp/extension/\0', 'latin1');
const startOfScan = 0xda;
const app0 = 0xe0;
const app1 = 0xe1;

interface Segment {
  readonly marker: number;
  readonly start: number;
  /** Where the segment's data begins, after marker and length. */
  readonly data: number;
  readonly end: number;
}

/** True for the first bytes of a JPEG. */
export const isJpeg = (bytes: Buffer): boolean => bytes.length > 3 && bytes.readUIntBE(0, 3) === 0xffd8ff;

/** The marker segments before the picture data. */
function segmentsOf(bytes: Buffer): Segment[] {
  const segments: Segment[] = [];
  let start = 2;
  while (start + 4 <= bytes.length) {
    if (bytes[start] !== 0xff) throw new AppError('INTERNAL', 'JPEG: a marker was expected');
    const marker = bytes.readUInt8(start + 1);
    if (marker === 0xff) {
      start += 1;
      continue;
    }
    const end = start + 2 + bytes.readUInt16BE(start + 2);
    if (end > bytes.length) throw new AppError('INTERNAL', 'JPEG: a segment is cut off');
    segments.push({ marker, start, data: start + 4, end });
    if (marker === startOfScan) return segments;
    start = end;
  }
  throw new AppError('INTERNAL', 'JPEG: no picture data');
}

const begins = (bytes: Buffer, { data, end }: Segment, header: Buffer): boolean =>
  end - data >= header.length && bytes.subarray(data, data + header.length).equals(header);

const isXmp = (bytes: Buffer, segment: Segment): boolean =>
  segment.marker === app1 && (begins(bytes, segment, xmpHeader) || begins(bytes, segment, extensionHeader));

/** The XMP packets of a JPEG. */
export const readJpegXmp = (bytes: Buffer): Buffer[] =>
  segmentsOf(bytes)
    .filter((segment) => segment.marker === app1 && begins(bytes, segment, xmpHeader))
    .map(({ data, end }) => bytes.subarray(data + xmpHeader.length, end));

/** The JPEG with this XMP packet in APP1, right after JFIF, in place of any other. */
export function writeJpegXmp(bytes: Buffer, packet: Buffer): Buffer {
  const length = 2 + xmpHeader.length + packet.length;
  if (length > 0xffff) throw new AppError('INTERNAL', 'JPEG: the XMP packet does not fit into one segment');
  const head = Buffer.from([0xff, app1, length >> 8, length & 0xff]);
  const segments = segmentsOf(bytes);
  const kept = segments.filter((segment) => segment.marker !== startOfScan && !isXmp(bytes, segment));
  const copy = (segment: Segment): Buffer => bytes.subarray(segment.start, segment.end);
  const scan = segments.at(-1)?.start ?? bytes.length;
  return Buffer.concat([
    bytes.subarray(0, 2),
    ...kept.filter(({ marker }) => marker === app0).map(copy),
    Buffer.concat([head, xmpHeader, packet]),
    ...kept.filter(({ marker }) => marker !== app0).map(copy),
    bytes.subarray(scan),
  ]);
}
