import { type Canvas, createCanvas, ImageData, type SKRSContext2D } from '@napi-rs/canvas';
import { PICTURE_HEIGHT, PICTURE_WIDTH } from '../scenes/define-scene.js';
import type { Chance } from './chance.js';

/** Picture units: brushes always paint on 1080 x 2080, whatever the easel's scale. */
export const WIDTH = PICTURE_WIDTH;
export const HEIGHT = PICTURE_HEIGHT;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a brush paints with: the context in picture units, and chance of its own. */
export interface Sheet {
  readonly ctx: SKRSContext2D;
  readonly chance: Chance;
  /** Pixels per picture unit. */
  readonly scale: number;
}

export interface EaselPlane {
  readonly name: string;
  readonly canvas: Canvas;
}

/** The stack of transparent sheets on which a scene is painted, far to near. */
export class Easel {
  readonly planes: EaselPlane[] = [];
  #veil: Canvas | null = null;

  constructor(readonly scale: number) {}

  #blank(scale: number): Canvas {
    return createCanvas(Math.round(WIDTH * scale), Math.round(HEIGHT * scale));
  }

  /** A new plane in front of the others. */
  plane(name: string, chance: Chance): Sheet {
    const canvas = this.#blank(this.scale);
    this.planes.push({ name, canvas });
    return this.#sheet(canvas, chance.fork(name));
  }

  /** What falls: only in the flattened picture, in front of everything. */
  veil(chance: Chance): Sheet {
    this.#veil = this.#blank(this.scale);
    return this.#sheet(this.#veil, chance.fork('veil'));
  }

  #sheet(canvas: Canvas, chance: Chance): Sheet {
    const ctx = canvas.getContext('2d');
    ctx.scale(this.scale, this.scale);
    return { ctx, chance, scale: this.scale };
  }

  /** All planes so far, flattened, for reflections: at a part of the easel's scale, which softens it as water does. */
  flattened(part = 1): Canvas {
    const canvas = this.#blank(this.scale * part);
    const ctx = canvas.getContext('2d');
    ctx.imageSmoothingQuality = 'high';
    for (const plane of this.planes) ctx.drawImage(plane.canvas, 0, 0, canvas.width, canvas.height);
    return canvas;
  }

  /** The finished picture, with what falls. */
  finished(): Canvas {
    const canvas = this.flattened();
    if (this.#veil !== null) canvas.getContext('2d').drawImage(this.#veil, 0, 0);
    return canvas;
  }
}

/** Writes red, green, blue, alpha (0..255) of the point (x, y), in picture units, to `out[at..at+3]`. */
type Pigment = (x: number, y: number, out: Uint8ClampedArray, at: number) => void;

/**
 * Paints a box point by point, one point for every `step` picture units, smoothed on the way up: soft fields cost a
 * small part of their pixels that way.
 */
export const paintField = ({ ctx, scale }: Sheet, box: Box, step: number, pigment: Pigment): void => {
  const grid = step * Math.max(1, 0.5 / scale);
  const columns = Math.ceil(box.width / grid) + 1;
  const rows = Math.ceil(box.height / grid) + 1;
  const image = new ImageData(columns, rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      pigment(box.x + column * grid, box.y + row * grid, image.data, (row * columns + column) * 4);
    }
  }
  const canvas = createCanvas(columns, rows);
  canvas.getContext('2d').putImageData(image, 0, 0);
  ctx.imageSmoothingEnabled = true;
  ctx.imageSmoothingQuality = 'high';
  ctx.drawImage(canvas, box.x - grid / 2, box.y - grid / 2, columns * grid, rows * grid);
};

/** A smooth closed shape through `points`, filled with the current style. */
export const fillOutline = (ctx: SKRSContext2D, points: readonly (readonly [number, number])[]): void => {
  ctx.beginPath();
  points.forEach(([x, y], index) => {
    if (index === 0) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
  });
  ctx.closePath();
  ctx.fill();
};
