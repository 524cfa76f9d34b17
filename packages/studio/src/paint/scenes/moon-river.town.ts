import { boat } from '../brushes/boat.js';
import { bridge, townHouse } from '../brushes/building.js';
import { redLantern } from '../brushes/lantern.js';
import { glow } from '../brushes/sky.js';
import { lightColumn, mirrored } from '../brushes/water.js';
import type { Chance } from '../chance.js';
import { mix } from '../colour.js';
import { type Sheet, WIDTH } from '../easel.js';
import type { Scenery } from '../scenery.js';

interface Plot {
  readonly x: number;
  readonly size: number;
  readonly lit: boolean;
}

const paintHouses = (scenery: Scenery, sheet: Sheet, plots: readonly Plot[], y: number): void => {
  const { tones, spec } = scenery;
  const wall =
    spec.partOfDay === 'day' || spec.partOfDay === 'dawn'
      ? scenery.dimmed('#e6e2d6', 2)
      : mix(tones.silhouette, tones.near[0], 0.5);
  for (const { x, size, lit } of plots) {
    if (lit) glow(sheet, { x, y: y - size * 0.2, radius: size * 1.5, colour: '#ffb25a', strength: 0.34 });
    townHouse(sheet.ctx, {
      x,
      y,
      size,
      wall,
      roof: tones.silhouette,
      lamp: lit ? '#ffcf7a' : null,
      snow: spec.season === 'winter' && scenery.falling('snow') > 0 ? '#dfe6f0' : null,
    });
  }
  plots.forEach(({ x, size }, index) => {
    if (index % 2 === 0) redLantern(sheet, { x: x + size * 0.52, y: y - size * 0.24, size: 9, lit: scenery.lampsLit });
  });
  for (const { x, lit } of plots) {
    if (lit)
      lightColumn(sheet, {
        x,
        waterline: y + 30,
        bottom: y + 300,
        colour: '#ffc56b',
        count: 34,
        strength: 0.5,
        spread: 0.34,
      });
  }
};

const paintBoat = (scenery: Scenery, sheet: Sheet, own: Chance): void => {
  const { tones, spec } = scenery;
  const [bx, by] = [scenery.across(own.between(0.6, 0.74)) * WIDTH, own.between(1630, 1720)];
  const lamp = scenery.lampsLit ? '#ffcf7a' : null;
  if (lamp !== null) glow(sheet, { x: bx, y: by - 14, radius: 150, colour: '#ffb85a', strength: 0.45 });
  const umbrella = scenery.falling('rain') > 0 ? spec.palette.accent : null;
  mirrored(sheet, by + 10, 0.25, (target) =>
    boat(target, {
      x: bx,
      y: by,
      size: 92,
      colour: tones.silhouette,
      facing: own.chance(0.5) ? 1 : -1,
      umbrella,
      lamp,
    }),
  );
  if (lamp !== null)
    lightColumn(sheet, {
      x: bx,
      waterline: by + 16,
      bottom: by + 220,
      colour: '#ffc56b',
      count: 46,
      strength: 0.45,
      spread: 0.4,
    });
};

/** The waterside town, its bridge, and the boat going home. */
export const paintTown = (scenery: Scenery, waterline: number): void => {
  const { tones, chance } = scenery;
  const sheet = scenery.plane('town');
  const { ctx } = sheet;
  const own = chance.fork('town');
  const place = (x: number) => (scenery.mirrored ? WIDTH - x : x);
  const y = waterline + 46;
  ctx.fillStyle = mix(tones.silhouette, tones.near[0], 0.25);
  ctx.beginPath();
  ctx.moveTo(place(-20), y - 22);
  ctx.quadraticCurveTo(place(280), y - 30, place(560), y + 2);
  ctx.quadraticCurveTo(place(610), y + 14, place(520), y + 22);
  ctx.quadraticCurveTo(place(240), y + 36, place(-20), y + 44);
  ctx.fill();
  bridge(ctx, { x: place(668), y: y + 6, size: 150, colour: mix(tones.silhouette, tones.near[0], 0.3) });
  const plots: Plot[] = [];
  for (let x = 44; x < 500; ) {
    const size = own.between(96, 148);
    plots.push({ x: place(x), size, lit: scenery.lampsLit && own.chance(0.72) });
    x += size * own.between(0.86, 1.1);
  }
  paintHouses(scenery, sheet, plots, y + 2);
  paintBoat(scenery, sheet, own);
};
