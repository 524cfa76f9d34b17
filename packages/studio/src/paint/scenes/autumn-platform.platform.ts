import { bench, suitcase } from '../brushes/bench.js';
import { townHouse } from '../brushes/building.js';
import { looseLeaf } from '../brushes/leaf-crown.js';
import { along, rows, strip, type Vanishing } from '../brushes/rails.js';
import { glow } from '../brushes/sky.js';
import { stationLamp } from '../brushes/station-lamp.js';
import { lightColumn } from '../brushes/water.js';
import type { Chance } from '../chance.js';
import { type Colour, mix, rgba } from '../colour.js';
import { fillOutline, HEIGHT, type Sheet, WIDTH } from '../easel.js';
import type { Scenery } from '../scenery.js';
import { foliageOf } from './autumn-platform.front.js';
import { snowLies } from './ground-cover.js';
import { isOpen } from './open-sky.js';

/** Where the lines of the picture run to, and where track and platform edge meet the picture's lower edge. */
export interface Station {
  readonly vanishing: Vanishing;
  readonly foot: number;
  readonly edge: number;
}

/** How near to us the platform's far end is, as `along` counts it. */
const END = 0.1;

const ironOf = ({ tones }: Scenery): Colour => mix(tones.silhouette, '#3c3a3e', 0.35);

/** The joints between its slabs, from the back line that ends at `foot` to the edge. */
const paintJoints = ({ tones, facing }: Scenery, { ctx }: Sheet, { vanishing, edge, foot }: Station): void => {
  ctx.strokeStyle = rgba(tones.silhouette, 0.17);
  for (const near of rows(1.05, 0.2, END)) {
    ctx.lineWidth = Math.max(0.6, 3.4 * near);
    ctx.beginPath();
    ctx.moveTo(...along(vanishing, foot, near));
    ctx.lineTo(...along(vanishing, edge, near));
    ctx.stroke();
  }
  for (let joint = 1; joint < 9; joint++) {
    ctx.lineWidth = 1.2;
    ctx.beginPath();
    ctx.moveTo(...along(vanishing, edge - facing * joint * 190, END));
    ctx.lineTo(...along(vanishing, edge - facing * joint * 190, 1.06));
    ctx.stroke();
  }
};

const paintSlab = (scenery: Scenery, sheet: Sheet, { vanishing, edge }: Station): void => {
  const { ctx } = sheet;
  const { tones, facing } = scenery;
  const own = scenery.chance.fork('slab');
  const back = edge - facing * WIDTH * 1.75;
  const white = snowLies(scenery) ? 0.72 : 0;
  const stone = (colour: string) => mix(colour, scenery.dimmed('#f3f5f9', 0.75), white);
  ctx.fillStyle = mix(tones.water[1], tones.silhouette, 0.55);
  fillOutline(ctx, strip(vanishing, [edge, edge + facing * 74], END, 1.06));
  const top = ctx.createLinearGradient(0, vanishing.y, 0, HEIGHT);
  top.addColorStop(0, stone(mix(tones.water[0], tones.mist, 0.3)));
  top.addColorStop(0.4, stone(tones.water[0]));
  top.addColorStop(1, stone(tones.water[1]));
  ctx.fillStyle = top;
  fillOutline(ctx, strip(vanishing, [back, edge], END, 1.06));
  paintJoints(scenery, sheet, { vanishing, edge, foot: back });
  ctx.fillStyle = rgba(mix(scenery.dimmed('#e6b23c', 0.9), scenery.dimmed('#ffffff'), white * 0.6), 0.9);
  fillOutline(ctx, strip(vanishing, [edge - facing * 92, edge - facing * 58], END, 1.06));
  ctx.fillStyle = stone(mix(tones.water[0], tones.shine, 0.35));
  fillOutline(ctx, strip(vanishing, [edge - facing * 16, edge], END, 1.06));
  for (let stain = 0; stain < 60; stain++) {
    const [x, y] = along(vanishing, edge - facing * own.between(60, 1500), own.between(0.3, 1));
    ctx.fillStyle = rgba(own.chance(0.5) ? tones.silhouette : tones.shine, own.between(0.02, 0.07));
    ctx.beginPath();
    ctx.ellipse(x, y, own.between(30, 120), own.between(4, 14), 0, 0, 7);
    ctx.fill();
  }
};

/** The station house at the back, its window lit when it is dark. */
const paintHouse = (scenery: Scenery, sheet: Sheet): void => {
  const { tones } = scenery;
  const own = scenery.chance.fork('house');
  const [x, y, size] = [scenery.across(own.between(0.15, 0.19)) * WIDTH, 1585, own.between(250, 280)];
  if (scenery.lampsLit) glow(sheet, { x, y: y - size * 0.2, radius: size * 0.95, colour: '#ffb765', strength: 0.4 });
  townHouse(sheet.ctx, {
    x,
    y,
    size,
    wall: scenery.dimmed(own.pick(['#e9dfcb', '#d9c4a4', '#dcdcd2']), 1),
    roof: mix(scenery.dimmed(own.pick(['#5c5a5e', '#7d4a3a']), 0.8), tones.silhouette, 0.2),
    lamp: scenery.lampsLit ? '#ffcf86' : null,
    snow: snowLies(scenery) ? scenery.dimmed('#eef2f8', 0.6) : null,
  });
};

/** A low fence along the platform's back. */
const paintFence = (scenery: Scenery, { ctx }: Sheet, { vanishing, edge }: Station): void => {
  const { tones, facing } = scenery;
  const back = edge - facing * WIDTH * 1.75;
  const rail = (part: number, near: number): [number, number] => {
    const [x, y] = along(vanishing, back, near);
    return [x, y - 250 * near * part];
  };
  ctx.strokeStyle = mix(scenery.dimmed('#8a7258', 1.05), tones.silhouette, 0.2);
  ctx.lineCap = 'round';
  for (const near of rows(0.42, 0.32, END)) {
    ctx.lineWidth = Math.max(1.2, 20 * near);
    ctx.beginPath();
    ctx.moveTo(...rail(0, near));
    ctx.lineTo(...rail(1, near));
    ctx.stroke();
  }
  for (const part of [0.42, 0.84]) {
    ctx.lineWidth = 3.2;
    ctx.beginPath();
    ctx.moveTo(...rail(part, END));
    ctx.lineTo(...rail(part, 0.42));
    ctx.stroke();
  }
};

/** The tree's shade on the ground, with the sun let through. */
const paintShade = (scenery: Scenery, { ctx }: Sheet): void => {
  const own = scenery.chance.fork('shade');
  const bare = scenery.spec.season === 'winter' ? 0.35 : 1;
  for (let patch = 0; patch < 420; patch++) {
    const [x, y] = [WIDTH * 0.2 + own.bell() * 430, 1800 + own.bell() * 300];
    if (own.cloud(x * 0.006, y * 0.014, 2) < -0.1) continue;
    ctx.fillStyle = rgba(scenery.tones.silhouette, own.between(0.03, 0.085) * bare);
    ctx.beginPath();
    ctx.ellipse(x, y, own.between(10, 44), own.between(4, 13), own.between(-0.3, 0.3), 0, 7);
    ctx.fill();
  }
};

/** Leaves that lie on the platform, thickest away from its edge. */
const paintFallen = (scenery: Scenery, sheet: Sheet, { vanishing, edge }: Station, own: Chance): void => {
  const { colours, shape, fallen } = foliageOf(scenery);
  for (let leaf = 0; leaf < fallen; leaf++) {
    const near = 0.2 + own.unit() ** 0.75 * 0.82;
    const away = 40 + own.unit() ** 0.8 * 1500;
    const drift = own.noise(away * 0.004, near * 5);
    if (drift < -0.35) continue;
    const [x, y] = along(vanishing, edge - scenery.facing * away, near);
    if (x < -20 || x > WIDTH + 20) continue;
    looseLeaf(
      { ...sheet, chance: own },
      { x, y, size: (7 + 24 * near) * own.between(0.7, 1.1), colour: rgba(own.pick(colours), 0.9), shape, flat: 0.42 },
    );
  }
};

const paintLamp = (scenery: Scenery, sheet: Sheet, own: Chance): void => {
  const { tones, spec, facing } = scenery;
  const lit = scenery.lampsLit || spec.sky === 'fog' || scenery.falling('rain') > 0;
  const lamp = { x: scenery.across(own.between(0.31, 0.34)) * WIDTH, y: 1590, height: own.between(400, 440) };
  stationLamp(sheet, {
    ...lamp,
    iron: ironOf(scenery),
    light: tones.shine,
    lit,
    facing: own.chance(0.5) === (facing === 1) ? 1 : -1,
  });
  if (!lit || scenery.falling('rain') === 0) return;
  lightColumn(sheet, {
    x: lamp.x,
    waterline: lamp.y + 10,
    bottom: HEIGHT - 80,
    colour: '#ffd08a',
    count: 90,
    strength: 0.4,
    spread: 0.5,
  });
};

const paintSeat = (scenery: Scenery, sheet: Sheet, own: Chance): void => {
  const { tones, facing } = scenery;
  const seat = {
    x: scenery.across(own.between(0.19, 0.23)) * WIDTH,
    y: own.between(1790, 1815),
    size: own.between(310, 345),
  };
  bench(sheet, {
    ...seat,
    wood: scenery.dimmed(own.pick(['#8a5a38', '#4f7a66', '#9a6a44']), 0.95),
    iron: ironOf(scenery),
    light: tones.shine,
    facing,
  });
  suitcase(sheet, {
    x: seat.x + facing * own.between(215, 240),
    y: seat.y + own.between(18, 34),
    size: own.between(104, 122),
    leather: scenery.dimmed(own.pick(['#a8663a', '#7a3b34', '#3f6270', '#b98a4a']), 0.9),
    shade: tones.silhouette,
    light: tones.shine,
  });
};

/** The platform with its house, its lamp, its bench, and what somebody who waits has put down. */
export const paintPlatform = (scenery: Scenery, station: Station): void => {
  const sheet = scenery.plane('platform');
  const own = scenery.chance.fork('platform');
  paintSlab(scenery, sheet, station);
  paintFence(scenery, sheet, station);
  if (scenery.spec.partOfDay === 'day' && isOpen(scenery)) paintShade(scenery, sheet);
  paintFallen(scenery, sheet, station, own.fork('fallen'));
  paintHouse(scenery, sheet);
  paintLamp(scenery, sheet, own.fork('lamp'));
  paintSeat(scenery, sheet, own.fork('seat'));
};
