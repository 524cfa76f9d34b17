import { clamp, smoothstep } from '../chance.js';
import { type Colour, channels } from '../colour.js';
import { paintField, type Sheet, WIDTH } from '../easel.js';

interface Mist {
  readonly colour: Colour;
  readonly y: number;
  readonly height: number;
  /** Opacity of its thickest part. */
  readonly strength: number;
  /** How much of the band it fills: 0 wisps, 1 a closed bank. */
  readonly fill?: number;
  /** Length of its streaks in picture units. */
  readonly reach?: number;
  readonly name?: string;
}

/** A drifting band of mist or cloud, thickest in its middle. */
export const mist = (
  sheet: Sheet,
  { colour, y, height, strength, fill = 0.5, reach = 620, name = 'mist' }: Mist,
): void => {
  const chance = sheet.chance.fork(`${name}${y}`);
  const [red, green, blue] = channels(colour);
  const threshold = 0.45 - fill * 0.9;
  paintField(sheet, { x: 0, y, width: WIDTH, height }, 8, (px, py, out, at) => {
    const across = (py - y) / height;
    const body = Math.sin(Math.PI * clamp(across)) ** 1.4;
    const drift = chance.cloud(px / reach, (py / reach) * 3.6, 4);
    out[at] = red;
    out[at + 1] = green;
    out[at + 2] = blue;
    out[at + 3] = 255 * clamp(strength * body * smoothstep(threshold - 0.4, threshold + 0.4, drift));
  });
};
