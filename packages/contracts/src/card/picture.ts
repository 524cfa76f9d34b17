import { z } from 'zod';

/** A stored file, named by the SHA-256 of its bytes (hex) and its extension. */
export const StoredFile = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  ext: z.enum(['webp', 'jpg', 'png', 'html']),
  bytes: z.int().positive(),
});
export type StoredFile = z.output<typeof StoredFile>;

/** One parallax plane. `x`, `y` and `width` are per cent of the picture's width/height/width; `depth` 0 is farthest. */
export const PicturePlane = z.object({
  name: z.string(),
  file: StoredFile,
  x: z.number(),
  y: z.number(),
  width: z.number(),
  depth: z.number(),
});

/** Third stage: the picture, already stored and labelled. */
export const Picture = z.object({
  width: z.int().positive(),
  height: z.int().positive(),
  /** The whole picture flattened, JPEG, with the AIGC label. */
  full: StoredFile,
  /** Empty for a picture without planes: the page then uses `full`. */
  planes: z.array(PicturePlane),
  /** Edge colour at the top and bottom, for what lies beyond the picture on tall phones. */
  bleed: z.object({ top: z.string(), bottom: z.string() }),
  /** Light text or dark text on the headline's zone, by luminance. */
  text: z.enum(['light', 'dark']),
});
export type Picture = z.output<typeof Picture>;
