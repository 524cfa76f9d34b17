import { lerp } from '../chance.js';
import { type Colour, rgba } from '../colour.js';
import { HEIGHT, type Sheet, WIDTH } from '../easel.js';

type Quiet = (x: number, y: number) => boolean;

/** Slanting threads of rain at three distances; hardly any inside `quiet`. */
export const rain = (
  { ctx, chance }: Sheet,
  { colour, amount, wind, quiet }: { colour: Colour; amount: number; wind: number; quiet: Quiet },
): void => {
  ctx.lineCap = 'round';
  for (let drop = 0; drop < 640 * amount; drop++) {
    const near = chance.unit() ** 1.6;
    const length = lerp(26, 96, near);
    const x = chance.between(-60, WIDTH + 60);
    const y = chance.between(-80, HEIGHT);
    const strength = lerp(0.2, 0.55, near) * (quiet(x, y) || quiet(x, y + length) ? 0.25 : 1);
    const thread = ctx.createLinearGradient(x, y, x - length * wind, y + length);
    thread.addColorStop(0, rgba(colour, 0));
    thread.addColorStop(1, rgba(colour, strength));
    ctx.strokeStyle = thread;
    ctx.lineWidth = lerp(0.7, 1.8, near);
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x - length * wind, y + length);
    ctx.stroke();
  }
};

/** Falling flakes: many small and sharp, few large and out of focus; none but the smallest inside `quiet`. */
export const snow = (
  { ctx, chance }: Sheet,
  { colour, amount, quiet }: { colour: Colour; amount: number; quiet: Quiet },
): void => {
  for (let flake = 0; flake < 420 * amount; flake++) {
    const near = chance.unit() ** 3;
    const x = chance.between(0, WIDTH);
    const y = chance.between(0, HEIGHT);
    const hushed = quiet(x, y);
    const radius = hushed ? 1.2 : lerp(1.4, 12, near);
    const strength = (near > 0.4 ? chance.between(0.28, 0.5) : chance.between(0.5, 0.9)) * (hushed ? 0.3 : 1);
    const disc = ctx.createRadialGradient(x, y, 0, x, y, radius);
    disc.addColorStop(0, rgba(colour, strength));
    disc.addColorStop(near > 0.4 ? 0.7 : 0.4, rgba(colour, strength * 0.75));
    disc.addColorStop(1, rgba(colour, 0));
    ctx.fillStyle = disc;
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, 7);
    ctx.fill();
  }
};
