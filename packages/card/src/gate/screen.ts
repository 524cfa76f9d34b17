import type { CDPSession } from 'playwright-core';
import sharp from 'sharp';
import type { PageClock } from './page-clock.js';

/** In CSS pixels. */
export interface ScreenSize {
  readonly width: number;
  readonly height: number;
}

interface ScreenArea extends ScreenSize {
  readonly x: number;
  readonly y: number;
}

interface Camera {
  readonly cdp: CDPSession;
  readonly clock: PageClock;
}

/** JPEG of the screen, or of a part of it, without waiting for fonts or animations; `scale` is device pixels a CSS pixel. */
export async function takePicture({ cdp, clock }: Camera, clip: ScreenArea, scale: number): Promise<Buffer> {
  const options = { format: 'jpeg', quality: 92, clip: { ...clip, scale } } as const;
  const { data } = await clock.advanceWhile(cdp.send('Page.captureScreenshot', options));
  return Buffer.from(data, 'base64');
}

/** Side of the square to which pictures are reduced for comparing. */
const side = 200;

/** Grey levels by which a pixel must differ; below it is JPEG noise. */
const visibleStep = 14;

/** Share of the pixels, 0 to 1, in which two pictures of the same area differ visibly. */
export async function difference(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all(
    [one, other].map((picture) => sharp(picture).resize(side, side, { fit: 'fill' }).removeAlpha().raw().toBuffer()),
  );
  if (a === undefined || b === undefined) return 0;
  let changed = 0;
  for (let index = 0; index < a.length; index += 3) {
    const step = Math.max(
      ...[0, 1, 2].map((channel) => Math.abs((a[index + channel] ?? 0) - (b[index + channel] ?? 0))),
    );
    if (step >= visibleStep) changed += 1;
  }
  return changed / (side * side);
}

/** Standard deviation of the colour, 0 to 255, below which a screen is one flat surface. */
const flat = 3;

/** True for a screen on which nothing is to be seen. */
export async function isBlank(picture: Buffer): Promise<boolean> {
  const small = await sharp(picture).resize(side, side, { fit: 'fill' }).png().toBuffer();
  const { channels } = await sharp(small).stats();
  return channels.every(({ stdev }) => stdev < flat);
}
