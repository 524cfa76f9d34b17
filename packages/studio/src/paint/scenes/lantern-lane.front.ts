import { seen } from '../brushes/lane-lens.js';
import { silkLantern } from '../brushes/silk-lantern.js';
import { mix } from '../colour.js';
import { fillOutline, HEIGHT, type Sheet, WIDTH } from '../easel.js';
import type { Scenery } from '../scenery.js';
import { framingBranch } from './framing-branch.js';
import type { Lane } from './lantern-lane.walls.js';

/** Pots with plants at the foot of the garden wall. */
const paintPots = (scenery: Scenery, sheet: Sheet, y: number): void => {
  const own = scenery.chance.fork('pots');
  const { ctx } = sheet;
  for (const [x, size] of [
    [own.between(20, 60), 130],
    [own.between(170, 220), 92],
  ] as const) {
    const clay = scenery.dimmed('#7d4a38', 0.9);
    for (let blade = 0; blade < 30; blade++) {
      const [turn, reach] = [own.between(-1.1, 1.1), size * own.between(0.8, 1.7)];
      ctx.strokeStyle = scenery.dimmed(own.pick(['#5f7f4a', '#3f6b48', '#7c944e']), 0.95);
      ctx.lineWidth = own.between(3, 6);
      ctx.lineCap = 'round';
      ctx.beginPath();
      ctx.moveTo(x, y - size * 0.85);
      ctx.quadraticCurveTo(
        x + Math.sin(turn) * reach * 0.3,
        y - size - reach * 0.7,
        x + Math.sin(turn) * reach,
        y - size - Math.cos(turn) * reach * 0.7,
      );
      ctx.stroke();
    }
    const body = ctx.createLinearGradient(x - size * 0.5, 0, x + size * 0.5, 0);
    body.addColorStop(0, mix(clay, '#1a1010', 0.35));
    body.addColorStop(0.65, mix(clay, '#e8a070', 0.2));
    body.addColorStop(1, mix(clay, '#1a1010', 0.2));
    ctx.fillStyle = body;
    fillOutline(ctx, [
      [x - size * 0.5, y - size],
      [x + size * 0.5, y - size],
      [x + size * 0.36, y],
      [x - size * 0.36, y],
    ]);
    ctx.fillRect(x - size * 0.55, y - size * 1.06, size * 1.1, size * 0.15);
  }
};

/** The near eave, from its corner over the lane to the picture's edge, and the great lanterns that hang from it. */
const paintEave = (scenery: Scenery, sheet: Sheet): void => {
  const { tones } = scenery;
  const { ctx, chance } = sheet;
  const drop = chance.between(-40, 50);
  ctx.fillStyle = mix(tones.silhouette, tones.near[0], 0.25);
  fillOutline(ctx, [
    [WIDTH + 4, -4],
    [WIDTH * 0.62, -4],
    [WIDTH * 0.72, 74 + drop * 0.4],
    [WIDTH + 4, 250 + drop],
  ]);
  ctx.fillStyle = mix(tones.near[0], tones.near[1], 0.3);
  for (let tile = 0; tile < 12; tile++) {
    const part = tile / 11;
    const [x, y] = [WIDTH * (0.725 + 0.285 * part), 76 + drop * 0.4 + part * (172 + drop * 0.6)];
    ctx.beginPath();
    ctx.ellipse(x, y, 11 + part * 4, 15 + part * 6, 0.3, 0, 7);
    ctx.fill();
  }
  const hung = [
    [chance.between(0.91, 0.96), chance.between(440, 560), chance.between(66, 84)],
    [chance.between(0.8, 0.85), chance.between(620, 730), chance.between(44, 58)],
    [chance.between(0.87, 0.9), chance.between(800, 860), chance.between(40, 50)],
  ] as const;
  for (const [at, y, size] of hung.slice(0, chance.pick([1, 2, 2, 3]))) {
    const hook = 70 + drop * 0.4 + ((at - 0.72) / 0.28) * (176 + drop * 0.6);
    silkLantern(sheet, { x: at * WIDTH, y, size, lit: scenery.lampsLit, cord: y - size - hook });
  }
};

/** What is nearest to us: the eave above, what grows over the garden wall, and pots at its foot. */
export const paintFrame = (scenery: Scenery, { lens, garden }: Lane): void => {
  const sheet = scenery.plane('front');
  const own = scenery.chance.fork('frame');
  paintEave(scenery, { ...sheet, chance: own });
  const [, top] = seen(lens, { x: garden.x, height: garden.height, away: 3.2 });
  framingBranch(scenery, sheet, {
    x: -30,
    y: top + own.between(120, 200),
    angle: own.between(-0.1, 0.16),
    length: own.between(330, 400),
    width: 17,
    droop: 0.012,
  });
  if (own.chance(0.7)) paintPots(scenery, sheet, HEIGHT - 30);
  scenery.paintWeather(sheet);
};
