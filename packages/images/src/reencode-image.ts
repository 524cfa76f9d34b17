import { AppError } from '@mojian/contracts/app-error';
import sharp, { type Sharp, type SharpOptions } from 'sharp';
import { imageKind } from './image-kind.js';
import { createTurns, type TurnsOptions } from './turns.js';

export interface ReencodeOptions {
  readonly output: 'png' | 'webp' | 'jpeg';
  /** 1..100, of WebP and JPEG; 80 unless told. */
  readonly quality?: number;
  /** Width times height that is decoded at most; 16 megapixels unless told. */
  readonly maxPixels?: number;
  /** Of the file as it was sent; 5 MiB unless told. */
  readonly maxBytes?: number;
  /** Longer side of the result in pixels; the picture is shrunk to it and never enlarged. */
  readonly maxSide?: number;
}

export interface ReencodedImage {
  readonly bytes: Buffer;
  /** Pixels, after its orientation was applied. */
  readonly width: number;
  readonly height: number;
}

/** The time one picture may take on the processor. */
const seconds = 5;
// Uploads are seen once: what libvips kept of them would only be memory.
sharp.cache(false);

/**
 * A picture from outside, decoded and encoded anew: no byte of the file survives, and none of its metadata. Takes JPEG,
 * PNG, GIF and WebP, told by their bytes, of an animation the first frame; orientation is applied. Rejects with
 * IMAGE_REFUSED, which says why, or with OVERLOADED where too many wait.
 */
export type ReencodeImage = (bytes: Buffer, options: ReencodeOptions) => Promise<ReencodedImage>;

/** A decoded picture has up to 64 MB, so a burst of them waits its turn, as many as `waiting` says. */
export function createReencoder(line: TurnsOptions): ReencodeImage {
  const turns = createTurns(line);
  return async (bytes, options) => {
    const { maxPixels = 16_000_000, maxBytes = 5 * 1024 * 1024 } = options;
    if (bytes.length > maxBytes) throw refused('too-large', `${bytes.length} bytes`);
    if (imageKind(bytes) === null) throw refused('kind', 'the bytes are of no kind that is taken');
    return turns.take(async () => {
      const input: SharpOptions = { limitInputPixels: maxPixels, failOn: 'error', sequentialRead: true, pages: 1 };
      await assertSize(bytes, input, maxPixels);
      return encode(sharp(bytes, input), options);
    });
  };
}

/** For pictures that people send: a long line of them is told to come later. */
export const reencodeImage = createReencoder({ atOnce: 2, waiting: 64 });

/** Reads the header only, so that a flood of pixels is refused before any is decoded. */
async function assertSize(bytes: Buffer, input: SharpOptions, maxPixels: number): Promise<void> {
  const { width, height } = await readable(sharp(bytes, { ...input, limitInputPixels: false }).metadata());
  if (width * height > maxPixels) throw refused('too-large', `${width}×${height} pixels`);
}

async function encode(image: Sharp, { output, quality, maxSide }: ReencodeOptions): Promise<ReencodedImage> {
  const upright = image.timeout({ seconds }).autoOrient();
  const sized = maxSide
    ? upright.resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
    : upright;
  const opaque = output === 'jpeg' ? sized.flatten({ background: '#ffffff' }) : sized;
  const { data, info } = await readable(
    opaque
      .toColourspace('srgb')
      .toFormat(output, quality === undefined ? {} : { quality })
      .toBuffer({ resolveWithObject: true }),
  );
  return { bytes: data, width: info.width, height: info.height };
}

/** Whatever a decoder says against a file is the file's fault. */
const readable = <T>(work: Promise<T>): Promise<T> =>
  work.catch((cause: unknown) => {
    throw refused('broken', cause instanceof Error ? cause.message : 'not decodable', cause);
  });

const reasons = {
  kind: { zh: '只接受 JPEG、PNG、GIF 或 WebP 图片', en: 'Only JPEG, PNG, GIF and WebP pictures are taken' },
  'too-large': { zh: '图片太大了', en: 'The picture is too large' },
  broken: { zh: '图片已损坏，无法打开', en: 'The picture is broken and cannot be opened' },
} as const;

const refused = (reason: keyof typeof reasons, message: string, cause?: unknown): AppError =>
  new AppError('IMAGE_REFUSED', message, { cause, say: reasons[reason], details: { reason } });
