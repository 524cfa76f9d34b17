import { grass, turf } from '../brushes/grass.js';
import { horse } from '../brushes/horse.js';
import type { Course } from '../brushes/meander.js';
import { type Ridge, ridgeAt, skyline } from '../brushes/ridge.js';
import { wash } from '../brushes/wash.js';
import { wildflowers } from '../brushes/wildflowers.js';
import { yurt } from '../brushes/yurt.js';
import { smoothstep } from '../chance.js';
import { type Colour, mix } from '../colour.js';
import { HEIGHT, type Sheet, WIDTH } from '../easel.js';
import type { Scenery } from '../scenery.js';
import type { Tones } from '../tones.js';
import { snowLies } from './ground-cover.js';

/** Coat and mane. */
type Coat = readonly [Colour, Colour];

const coats: readonly [Coat, ...Coat[]] = [
  ['#7a4a2e', '#2c1a14'],
  ['#3a2a26', '#17110f'],
  ['#a8743f', '#5a3a22'],
  ['#d9cdb8', '#a89a86'],
];

const paintHorses = (scenery: Scenery, sheet: Sheet, horizon: number, river: Course): void => {
  const own = scenery.chance.fork('horses');
  const brush = { ...sheet, chance: own };
  const middle = own.between(0.3, 0.46);
  const herd = Math.floor(own.between(3, 6));
  for (let one = 0; one < herd; one++) {
    const near = one / herd;
    const [coat, mane] = own.pick(coats);
    const size = (44 + near * 34) * own.between(0.92, 1.08);
    const y = horizon + 130 + near * 90 + own.between(-8, 8);
    const stand = scenery.across(middle + own.between(-0.2, 0.2)) * WIDTH;
    const water = river(y + 4);
    const off = water === null ? Infinity : stand - water.x;
    const shore = (water?.half ?? 0) + size * 0.8;
    horse(brush, {
      x: Math.abs(off) < shore ? (water?.x ?? 0) + (off < 0 ? -shore : shore) : stand,
      y,
      size,
      coat: scenery.dimmed(coat, 1.15),
      mane: scenery.dimmed(mane, 1.1),
      facing: own.chance(0.5) ? 1 : -1,
      grazing: own.chance(0.68),
    });
  }
};

const paintYurts = (scenery: Scenery, sheet: Sheet, horizon: number): void => {
  const { tones } = scenery;
  const own = scenery.chance.fork('yurts');
  const brush = { ...sheet, chance: own };
  const snowy = snowLies(scenery);
  const look = {
    felt: snowy ? scenery.dimmed('#ffffff', 0.7) : scenery.dimmed('#f4efe2', 0.85),
    shade: mix(scenery.dimmed('#b3aea6', 0.9), tones.silhouette, 0.2),
    lamp: scenery.lampsLit ? '#ffb95e' : null,
    facing: scenery.facing,
  } as const;
  const at = own.between(0.74, 0.82);
  const places = [
    { part: at + own.between(0.12, 0.16), y: horizon + 122, size: own.between(42, 50) },
    { part: at, y: horizon + 186, size: own.between(84, 98) },
  ];
  const alone = own.chance(0.3);
  for (const { part, y, size } of alone ? places.slice(1) : places) {
    yurt(brush, {
      ...look,
      x: scenery.across(part) * WIDTH,
      y,
      size,
      trim: scenery.dimmed(own.pick(['#b0452f', '#2f5f8f', '#c8813a']), 0.75),
      smoke: size > 60 && !snowy ? mix(tones.mist, '#ffffff', 0.3) : null,
    });
  }
};

/** Where the camp's land lies, what runs through it, and its colours in this season. */
interface Land {
  readonly horizon: number;
  readonly river: Course;
  readonly tones: Tones;
}

/** Grazed grass on a rise, longer along its skyline. */
const paintRise = (scenery: Scenery, sheet: Sheet, ridge: Ridge, tones: Tones): void => {
  wash(sheet, ridge, {
    stops: [
      mix(tones.mid[0], tones.near[0], 0.4),
      tones.near[0],
      tones.near[1],
      mix(tones.near[1], tones.silhouette, 0.4),
    ],
    fade: 420,
    floor: 1,
    texture: 0.12,
  });
  const ground = (x: number) => ridgeAt(ridge, x);
  turf(sheet, {
    ground,
    depth: 400,
    count: 1500,
    colours: [mix(tones.near[1], tones.silhouette, 0.3), mix(tones.mid[1], tones.shine, 0.2)],
  });
  grass(sheet, {
    from: -20,
    to: WIDTH + 20,
    ground: (x) => ground(x) - 12,
    height: () => 15,
    count: 1300,
    colours: [mix(tones.near[0], tones.near[1], 0.5), tones.near[0], mix(tones.near[0], tones.mid[1], 0.6)],
    wind: scenery.facing * 0.3,
    ears: null,
  });
};

/** The rise on which the camp stands, with its horses and yurts. */
export const paintCamp = (scenery: Scenery, { horizon, river, tones }: Land): void => {
  const { chance } = scenery;
  const sheet = scenery.plane('camp');
  const own = chance.fork('camp');
  const rise = skyline(own, {
    base: horizon + 178,
    peaks: [{ x: scenery.across(0.92), spread: 0.3, height: own.between(62, 84) }],
    rock: 'rolling',
  });
  const ridge = rise.map(
    (y, x) => y + (1 - smoothstep(0.06, 0.7, scenery.across(x / WIDTH))) * 215 + own.noise(x * 0.0035, 4) * 16,
  );
  paintRise(scenery, { ...sheet, chance: own }, ridge, tones);
  paintHorses(scenery, sheet, horizon, river);
  paintYurts(scenery, sheet, horizon);
};

const blades = {
  spring: ['#4a6e3c', '#86b04f', '#e0e6a0'],
  summer: ['#3a6238', '#6f9c48', '#dfe79c'],
  autumn: ['#77562c', '#c0924a', '#f6d78e'],
  winter: ['#6d624c', '#a99a76', '#efe3c4'],
} as const;

const petals = {
  spring: ['#f4d35e', '#f1a8bc', '#f7f3e8'],
  summer: ['#f08a3c', '#7f7fd0', '#f6e27a', '#f4f0ea'],
  autumn: ['#c9596a', '#d98a3c'],
} as const;

/** How the grass leans, and the land that it grows on. */
interface Lean {
  readonly wind: number;
  readonly tones: Tones;
}

/** One row of the meadow: how many blades, how far back, how high (part of the front row), how much of the land's tone. */
interface Row {
  readonly count: number;
  readonly lift: number;
  readonly share: number;
  readonly tint: number;
}

const paintRow = (scenery: Scenery, brush: Sheet, { count, lift, share, tint }: Row, lean: Lean): void => {
  const { season } = scenery.spec;
  const { wind, tones } = lean;
  const [root, blade, lit] = blades[season];
  const frost = (colour: Colour) => mix(colour, scenery.dimmed('#eef2f8', 0.8), snowLies(scenery) ? 0.5 : 0);
  const dark = scenery.dimmed(root, 1.1);
  const side = (x: number) => Math.abs(x / WIDTH - scenery.across(0.56));
  const ground = (x: number) => HEIGHT + 20 - side(x) * 70 - lift;
  const height = (x: number) => (96 + 660 * side(x) ** 1.7) * share;
  grass(brush, {
    from: -60,
    to: WIDTH + 60,
    ground,
    height,
    count,
    colours: [
      mix(dark, tones.near[0], tint),
      frost(mix(scenery.dimmed(blade), tones.near[0], tint)),
      frost(scenery.dimmed(lit, 0.85)),
    ],
    wind,
    ears: season === 'spring' ? null : scenery.dimmed('#e3c98a', 0.85),
  });
  if (season === 'winter') return;
  wildflowers(brush, {
    from: 0,
    to: WIDTH,
    ground,
    height: (x) => height(x) * 0.9,
    count: Math.round(count * 0.25),
    petals: petals[season],
    stem: dark,
    wind,
  });
};

/** Long grass and flowers at our feet, higher at both sides. */
export const paintMeadow = (scenery: Scenery, tones: Tones): void => {
  const sheet = scenery.plane('front');
  const own = scenery.chance.fork('meadow');
  const strong = scenery.spec.sky === 'wind' || scenery.spec.sky === 'thunder' ? 1.8 : 1;
  const wind = scenery.facing * own.between(0.2, 0.34) * strong;
  for (const row of [
    { count: 420, lift: 108, share: 0.5, tint: 0.35 },
    { count: 620, lift: 36, share: 1, tint: 0 },
  ])
    paintRow(scenery, { ...sheet, chance: own }, row, { wind, tones });
  scenery.paintWeather(sheet);
};
