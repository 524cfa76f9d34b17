import { gull } from '../brushes/gull.js';
import { beam, LAMP, lighthouse } from '../brushes/lighthouse.js';
import { type Ridge, ridgeAt, skyline } from '../brushes/ridge.js';
import { glow } from '../brushes/sky.js';
import { inkEdge, moss, wash } from '../brushes/wash.js';
import { lightColumn } from '../brushes/water.js';
import type { Chance } from '../chance.js';
import { type Colour, mix, rgba } from '../colour.js';
import { fillOutline, type Sheet, WIDTH } from '../easel.js';
import type { Scenery } from '../scenery.js';
import { groundCover } from './ground-cover.js';

/** Part of the width at which the headland meets the water. */
const END = 0.42;

const headlandRidge = (scenery: Scenery, own: Chance, base: number): Ridge => {
  const [high, low] = [own.between(150, 180), own.between(60, 84)];
  const ridge = skyline(own, {
    base,
    peaks: [
      { x: scenery.across(-0.04), spread: 0.16, height: high },
      { x: scenery.across(0.17), spread: 0.12, height: high * 0.62 },
      { x: scenery.across(0.31), spread: 0.07, height: low },
    ],
    rock: 'rolling',
  });
  return ridge.map((y, x) => {
    const part = scenery.across(x / WIDTH);
    const fall = Math.max(0, part - END + 0.1) / 0.1;
    return y + fall * fall * 46;
  });
};

/** White water: flecks of foam strewn round a place. */
const paintFoam = (
  { ctx }: Sheet,
  own: Chance,
  { x, y, colour, count }: { x: () => number; y: number; colour: Colour; count: number },
): void => {
  for (let fleck = 0; fleck < count; fleck++) {
    const at = x();
    const swash = own.cloud(at * 0.015, 3, 2) * 6;
    ctx.fillStyle = rgba(colour, own.between(0.1, 0.58));
    ctx.beginPath();
    ctx.ellipse(at, y + swash + own.bell() * 6, own.between(1.5, 10), own.between(0.8, 2.3), 0, 0, 7);
    ctx.fill();
  }
};

const paintRock = (scenery: Scenery, sheet: Sheet, own: Chance, { x, y }: { x: number; y: number }): void => {
  const { tones } = scenery;
  const [half, tall] = [own.between(14, 54), own.between(10, 40)];
  const stone = sheet.ctx.createLinearGradient(0, y - tall, 0, y);
  stone.addColorStop(0, mix(tones.mid[1], tones.shine, 0.14));
  stone.addColorStop(0.4, tones.mid[0]);
  stone.addColorStop(1, tones.silhouette);
  sheet.ctx.fillStyle = stone;
  fillOutline(sheet.ctx, [
    [x - half, y],
    [x - half * own.between(0.6, 0.8), y - tall * own.between(0.4, 0.7)],
    [x - half * own.between(0, 0.3), y - tall],
    [x + half * own.between(0.3, 0.6), y - tall * own.between(0.6, 0.9)],
    [x + half, y],
  ]);
  paintFoam(sheet, own, { x: () => x + own.bell() * half * 1.7, y, colour: tones.shine, count: 26 });
};

/** The headland's shade on the water, the swash at its foot, and rocks. */
const paintFoot = (scenery: Scenery, sheet: Sheet, own: Chance, base: number): void => {
  const { tones } = scenery;
  const dark = sheet.ctx.createLinearGradient(0, base, 0, base + 90);
  dark.addColorStop(0, rgba(tones.silhouette, 0.42));
  dark.addColorStop(1, rgba(tones.silhouette, 0));
  sheet.ctx.fillStyle = dark;
  fillOutline(sheet.ctx, [
    [scenery.across(-0.1) * WIDTH, base - 2],
    [scenery.across(END - 0.02) * WIDTH, base - 2],
    [scenery.across(END - 0.16) * WIDTH, base + 90],
    [scenery.across(-0.1) * WIDTH, base + 90],
  ]);
  const foot = () => scenery.across(own.between(-0.02, END)) * WIDTH;
  paintFoam(sheet, own, { x: foot, y: base + 3, colour: tones.shine, count: 260 });
  for (let rock = 0; rock < 19; rock++) {
    const part = own.between(0, END + 0.06);
    paintRock(scenery, sheet, own, {
      x: scenery.across(part) * WIDTH,
      y: base + own.between(2, 46) * (1 - part * 0.8),
    });
  }
};

/** The keeper's house: low, with its chimney and a window that tells whether somebody is awake. */
const paintHouse = (scenery: Scenery, sheet: Sheet, at: number, foot: number): void => {
  const { ctx } = sheet;
  const [x, y] = [0, 0];
  const { tones } = scenery;
  const wall = scenery.dimmed('#efe9dc', 1.05);
  const roof = scenery.dimmed('#8d4a3c', 0.85);
  const lamp = scenery.lampsLit ? '#ffca78' : mix(wall, tones.silhouette, 0.6);
  ctx.save();
  ctx.translate(at, foot);
  ctx.scale(scenery.mirrored ? 0.72 : 0.92, scenery.mirrored ? 0.72 : 0.92);
  if (scenery.lampsLit) glow(sheet, { x, y: y - 16, radius: 90, colour: '#ffb765', strength: 0.5 });
  ctx.fillStyle = wall;
  ctx.fillRect(x - 44, y - 30, 88, 36);
  ctx.fillStyle = mix(wall, tones.silhouette, 0.3);
  ctx.fillRect(x + (scenery.facing === 1 ? 14 : -44), y - 30, 30, 36);
  ctx.fillStyle = mix(roof, tones.silhouette, 0.25);
  ctx.fillRect(x - 30, y - 66, 12, 24);
  ctx.fillStyle = roof;
  fillOutline(ctx, [
    [x - 52, y - 27],
    [x - 36, y - 56],
    [x + 36, y - 56],
    [x + 52, y - 27],
  ]);
  ctx.fillStyle = lamp;
  for (const off of [-28, 4, 27]) ctx.fillRect(x + off, y - 20, 11, 13);
  ctx.restore();
};

const paintGulls = (scenery: Scenery, sheet: Sheet, tower: number): void => {
  const { spec, tones } = scenery;
  if (scenery.night || spec.sky === 'fog' || spec.sky === 'thunder') return;
  const own = scenery.chance.fork('gulls');
  const white = scenery.dimmed('#fdfdf8', 0.75);
  for (let bird = 0; bird < 9; bird++) {
    const [x, y] = [own.between(0.06, 0.94) * WIDTH, own.between(560, 1230)];
    if (scenery.quiet(x, y, 60) || Math.abs(x - tower) < 60) continue;
    const size = 26 + ((y - 1180) / -620) * 46;
    gull(
      { ...sheet, chance: own },
      { x, y, size: size * own.between(0.85, 1.2), turn: own.between(-0.35, 0.35), body: white, tip: tones.silhouette },
    );
  }
};

interface Tower {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

const paintBeams = (scenery: Scenery, sheet: Sheet, { x, y, height }: Tower): void => {
  const own = scenery.chance.fork('beam');
  const lamp = y - height * LAMP;
  const tilt = own.between(0.02, 0.075);
  const hazy = scenery.spec.sky === 'fog' || scenery.falling('rain') > 0 ? 1.15 : 1;
  const strength = (scenery.night ? 0.85 : 0.36) * hazy;
  const ray = { x, y: lamp, colour: '#ffeec2', strength };
  beam(sheet, { ...ray, angle: scenery.mirrored ? Math.PI - tilt : tilt, length: 1150, spread: 110 });
  beam(sheet, { ...ray, angle: scenery.mirrored ? tilt * 0.4 : Math.PI - tilt * 0.4, length: 460, spread: 40 });
};

/** The land itself: grass above, bare rock below. */
const paintLand = (scenery: Scenery, sheet: Sheet, ridge: Ridge, base: number): void => {
  const { tones } = scenery;
  const dress = groundCover(scenery, 0.85);
  const [grass, under] = [dress(tones.near[0]), dress(tones.near[1])];
  wash(sheet, ridge, {
    stops: [grass, mix(grass, tones.mid[0], 0.6), tones.mid[0], mix(tones.mid[0], tones.silhouette, 0.6)],
    fade: 190,
    floor: 1,
    texture: 0.85,
    bottom: base + 8,
    light: scenery.facing * 0.5,
    lightColour: mix(grass, tones.shine, 0.5),
  });
  sheet.ctx.save();
  sheet.ctx.beginPath();
  sheet.ctx.rect(0, 0, WIDTH, base + 4);
  sheet.ctx.clip();
  moss(sheet, ridge, { colour: mix(under, tones.silhouette, 0.2), count: 700, size: 3.2, spread: 46, strength: 0.5 });
  inkEdge(sheet, ridge, { colour: under, width: 1.5, strength: 0.4 });
  sheet.ctx.restore();
};

const paintTower = (scenery: Scenery, sheet: Sheet, tower: Tower & { lit: boolean }): void => {
  const { tones, chance, facing } = scenery;
  lighthouse(sheet, {
    ...tower,
    wall: scenery.dimmed('#fbf7ec', 0.8),
    shade: mix(scenery.dimmed('#a9b3bb', 0.8), tones.silhouette, 0.25),
    band: chance.fork('bands').chance(0.6) ? scenery.dimmed('#c8473a', 0.7) : null,
    iron: mix(tones.silhouette, '#5a3a38', 0.2),
    facing,
  });
};

/** The headland with its lighthouse, the keeper's house, rocks and gulls. */
export const paintHeadland = (scenery: Scenery, horizon: number): void => {
  const { spec, mirrored, facing } = scenery;
  const sheet = scenery.plane('headland');
  const own = scenery.chance.fork('headland');
  const base = horizon + 92;
  const ridge = headlandRidge(scenery, own, base);
  const x = scenery.across(own.between(0.13, 0.19)) * WIDTH;
  // On the poem's side the tower stays below the zone of the poem.
  const height = mirrored ? own.between(225, 250) : own.between(330, 400);
  const lit = scenery.lampsLit || spec.sky === 'fog' || spec.sky === 'rain';
  const tower = { x, y: ridgeAt(ridge, x) + 8, height, lit };
  const house = scenery.across(own.between(0.255, 0.27)) * WIDTH;
  paintHouse(scenery, sheet, house, ridgeAt(ridge, house + facing * 36) + 8);
  paintTower(scenery, sheet, tower);
  paintLand(scenery, sheet, ridge, base);
  paintFoot(scenery, sheet, own, base);
  if (lit) {
    paintBeams(scenery, sheet, tower);
    const shine = { colour: '#ffd690', count: 60, strength: 0.42, spread: 0.6 };
    lightColumn(sheet, { ...shine, x: scenery.across(END + 0.03) * WIDTH, waterline: base - 6, bottom: base + 230 });
  }
  paintGulls(scenery, sheet, x);
};
