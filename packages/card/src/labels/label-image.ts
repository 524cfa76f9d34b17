import { AppError } from '@mojian/contracts/app-error';
import type { AigcLabel } from './aigc-label.js';
import { isJpeg, readJpegXmp, writeJpegXmp } from './label-jpeg.js';
import { isPng, readPngXmp, writePngXmp } from './label-png.js';
import { isWebp, readWebpXmp, writeWebpXmp } from './label-webp.js';
import { readXmp, xmpPacket } from './xmp-packet.js';

interface ImageFormat {
  readonly is: (bytes: Buffer) => boolean;
  readonly read: (bytes: Buffer) => Buffer[];
  readonly write: (bytes: Buffer, packet: Buffer) => Buffer;
}

const formats: readonly ImageFormat[] = [
  { is: isJpeg, read: readJpegXmp, write: writeJpegXmp },
  { is: isPng, read: readPngXmp, write: writePngXmp },
  { is: isWebp, read: readWebpXmp, write: writeWebpXmp },
];

const formatOf = (bytes: Buffer): ImageFormat => {
  const format = formats.find(({ is }) => is(bytes));
  if (format === undefined) throw new AppError('INTERNAL', 'AIGC label: neither JPEG nor PNG nor WebP');
  return format;
};

/**
 * The same picture (JPEG, PNG or WebP; pixels untouched) with exactly one machine-readable label: the XMP property
 * `TC260:AIGC` of GB 45438-2025, uncompressed. Any XMP that was there is replaced.
 * @throws AppError `INTERNAL` for other formats and cut-off files.
 */
export const labelImage = (bytes: Buffer, label: AigcLabel): Buffer => formatOf(bytes).write(bytes, xmpPacket(label));

/** The label of a picture, or null. @throws AppError `INTERNAL` as `labelImage` does. */
export const readImageLabel = (bytes: Buffer): AigcLabel | null =>
  formatOf(bytes)
    .read(bytes)
    .map(readXmp)
    .find((label) => label !== null) ?? null;
