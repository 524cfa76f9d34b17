import { lerp } from '../chance.js';
import { type Colour, rgba } from '../colour.js';
import { HEIGHT, type Sheet } from '../easel.js';

/** Footprints from our feet to the door, which tell that somebody has just come home. */
export const footprints = (
  { ctx }: Sheet,
  { from, door, y, colour }: { from: number; door: number; y: number; colour: Colour },
): void => {
  for (let step = 0; step < 34; step++) {
    const part = step / 33;
    const sway = Math.sin(part * 5.2) * 64 * (1 - part);
    const x = lerp(from, door, Math.sin(part * 1.571)) + sway + (step % 2 === 0 ? 9 : -9) * (1.35 - part);
    const py = lerp(HEIGHT - 10, y, 1 - (1 - part) ** 1.5);
    ctx.fillStyle = rgba(colour, 0.55);
    ctx.beginPath();
    ctx.ellipse(x, py, lerp(11, 2.6, part), lerp(7.4, 1.6, part), -0.3, 0, 7);
    ctx.fill();
  }
};
