import { type Canvas, createCanvas } from '@napi-rs/canvas';
import sharp from 'sharp';
import type { Zone } from '../scenes/define-scene.js';
import type { SceneInfo } from '../scenes/list.js';
import { luminance } from './colour.js';
import type { EaselPlane } from './easel.js';
import type { PaintedPicture } from './paint-picture.js';
import type { PaintedPlane, Painting } from './paint-spec.js';

/** Opacity (0..255) below which a pixel counts as empty when a plane is cut out. */
const EMPTY = 6;
/** Near planes carry the detail that is looked at; far ones are soft by nature. */
const planeQuality = (depth: number): number => Math.round(62 + 8 * depth);
const FULL_QUALITY = 84;
/**
 * What the encoders may take: a painting of ours is encoded in the second in which nothing else waits; somebody else's
 * comes while a page is being written, and a tenth more bytes are cheaper there than twice the time.
 */
const CARE = { careful: { mozjpeg: true, effort: 3 }, quick: { mozjpeg: false, effort: 2 } } as const;
type Care = keyof typeof CARE;

/** All planes together, bytes: with its type a page stays below 300 KB. */
const LARGEST_PLANES = 120 * 1024;
/**
 * What is given up for a picture of much detail. `width` is a plane's for the whole picture's width: twice the widest
 * phone's would not be seen through its softness. `share` is what is left of the bytes of the first step, as measured
 * over the scenes: steps that cannot be enough are passed over.
 */
const STEPS: readonly Sharpness[] = [
  { width: 860, less: 0, alpha: 70, share: 1 },
  { width: 860, less: 14, alpha: 50, share: 0.85 },
  { width: 760, less: 16, alpha: 50, share: 0.71 },
  { width: 680, less: 20, alpha: 50, share: 0.53 },
  { width: 600, less: 24, alpha: 40, share: 0.42 },
  { width: 540, less: 30, alpha: 30, share: 0.31 },
];

const pixelsOf = (canvas: Canvas, area: Zone = { x: 0, y: 0, width: 1, height: 1 }) => {
  const [x, y] = [Math.floor(area.x * canvas.width), Math.floor(area.y * canvas.height)];
  const [width, height] = [
    Math.max(1, Math.floor(area.width * canvas.width)),
    Math.max(1, Math.floor(area.height * canvas.height)),
  ];
  return canvas.getContext('2d').getImageData(x, y, width, height);
};

/** The smallest box that holds everything painted, in pixels; null when nothing is. */
const paintedBox = (canvas: Canvas): { left: number; top: number; width: number; height: number } | null => {
  const { data, width, height } = pixelsOf(canvas);
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      if ((data[(y * width + x) * 4 + 3] ?? 0) <= EMPTY) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  if (right < 0) return null;
  const [x, y] = [Math.max(0, left - 2), Math.max(0, top - 2)];
  return { left: x, top: y, width: Math.min(width, right + 3) - x, height: Math.min(height, bottom + 3) - y };
};

interface Sharpness {
  readonly width: number;
  /** Subtracted from a plane's quality. */
  readonly less: number;
  /** Quality of its opacity. */
  readonly alpha: number;
  readonly share: number;
}

interface PlaneWish extends Sharpness {
  readonly depth: number;
  readonly effort: number;
}

const encodePlane = async (
  { name, canvas }: EaselPlane,
  { depth, less, alpha, effort, width: widest }: PlaneWish,
): Promise<PaintedPlane | null> => {
  const box = paintedBox(canvas);
  if (box === null) return null;
  const part = Math.min(1, widest / canvas.width);
  const cut = createCanvas(Math.max(1, Math.round(box.width * part)), Math.max(1, Math.round(box.height * part)));
  const ctx = cut.getContext('2d');
  ctx.imageSmoothingQuality = 'high';
  ctx.drawImage(canvas, box.left, box.top, box.width, box.height, 0, 0, cut.width, cut.height);
  const { data, width, height } = pixelsOf(cut);
  const webp = await sharp(Buffer.from(data.buffer, data.byteOffset, data.byteLength), {
    raw: { width, height, channels: 4 },
  })
    .webp({ quality: planeQuality(depth) - less, alphaQuality: alpha, effort })
    .toBuffer();
  return {
    name,
    webp,
    depth,
    x: (box.left / canvas.width) * 100,
    y: (box.top / canvas.height) * 100,
    width: (box.width / canvas.width) * 100,
  };
};

const meanColour = (canvas: Canvas, area: Zone): [number, number, number] => {
  const { data } = pixelsOf(canvas, area);
  const sum: [number, number, number] = [0, 0, 0];
  for (let at = 0; at < data.length; at += 4) {
    sum[0] += data[at] ?? 0;
    sum[1] += data[at + 1] ?? 0;
    sum[2] += data[at + 2] ?? 0;
  }
  const points = data.length / 4;
  return [sum[0] / points, sum[1] / points, sum[2] / points];
};

const hex = (channels: readonly number[]): string =>
  `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;

/** Light text where white has more contrast (WCAG) on the zone's mean than near-black ink has. */
export const textTone = (canvas: Canvas, zone: Zone): 'light' | 'dark' => {
  const ground = luminance(...meanColour(canvas, zone));
  return 1.05 / (ground + 0.05) > (ground + 0.05) / 0.07 ? 'light' : 'dark';
};

const encodePlanes = async (
  planes: readonly EaselPlane[],
  info: SceneInfo,
  wish: Omit<PlaneWish, 'depth'>,
): Promise<PaintedPlane[]> => {
  const encoded: PaintedPlane[] = [];
  for (const plane of planes) {
    const depth = info.planes.find(({ name }) => name === plane.name)?.depth ?? 0;
    const done = await encodePlane(plane, { ...wish, depth });
    if (done !== null) encoded.push(done);
  }
  return encoded;
};

/** As well as they fit. */
const fittingPlanes = async (
  planes: readonly EaselPlane[],
  info: SceneInfo,
  effort: number,
): Promise<PaintedPlane[]> => {
  let encoded: PaintedPlane[] = [];
  let enough = 1;
  for (const [index, wish] of STEPS.entries()) {
    if (wish.share > enough && index < STEPS.length - 1) continue;
    encoded = await encodePlanes(planes, info, { ...wish, effort });
    const bytes = encoded.reduce((sum, { webp }) => sum + webp.length, 0);
    if (bytes <= LARGEST_PLANES) break;
    enough = (wish.share * LARGEST_PLANES) / bytes;
  }
  return encoded;
};

/** Encodes a painted picture: the flattened JPEG, and each plane that has anything on it as WebP. */
export const encodePainting = async (
  { full, planes }: PaintedPicture,
  info: SceneInfo,
  care: Care = 'careful',
): Promise<Painting> => {
  const { mozjpeg, effort } = CARE[care];
  const { data, width, height } = pixelsOf(full);
  const jpeg = await sharp(Buffer.from(data.buffer, data.byteOffset, data.byteLength), {
    raw: { width, height, channels: 4 },
  })
    .removeAlpha()
    .jpeg({ quality: FULL_QUALITY, mozjpeg })
    .toBuffer();
  const encoded = await fittingPlanes(planes, info, effort);
  return {
    width,
    height,
    full: jpeg,
    planes: encoded,
    bleed: {
      top: hex(meanColour(full, { x: 0, y: 0, width: 1, height: 0.004 })),
      bottom: hex(meanColour(full, { x: 0, y: 0.996, width: 1, height: 0.004 })),
    },
    text: textTone(full, info.safe.headline),
  };
};
