import { branch, type Tip } from '../brushes/branch.js';
import { snowOnLimb } from '../brushes/foliage.js';
import { type LeafShape, leafCrown, looseLeaf } from '../brushes/leaf-crown.js';
import { reeds } from '../brushes/reeds.js';
import { type Chance, lerp } from '../chance.js';
import { type Colour, mix, rgba } from '../colour.js';
import { fillOutline, HEIGHT, type Sheet, WIDTH } from '../easel.js';
import type { Scenery } from '../scenery.js';
import { snowLies } from './ground-cover.js';

interface Foliage {
  readonly shape: LeafShape;
  /** In the shade, in plain light, in the sun. */
  readonly colours: readonly [Colour, Colour, Colour];
  /** Leaves at every tip, in the air, and on the ground. */
  readonly count: number;
  readonly falling: number;
  readonly fallen: number;
}

/** What the season has put on the tree and taken off it. */
export const foliageOf = (scenery: Scenery): Foliage => {
  const { spec, chance } = scenery;
  const lit = (colours: readonly [Colour, Colour, Colour]) =>
    [scenery.dimmed(colours[0], 0.9), scenery.dimmed(colours[1], 0.75), scenery.dimmed(colours[2], 0.6)] as const;
  const windy = spec.sky === 'wind' || spec.sky === 'thunder' ? 1.6 : 1;
  if (spec.season === 'autumn') {
    const gold = chance.fork('leaf').chance(0.68);
    const colours = gold ? lit(['#b8862a', '#e3ab35', '#f8d467']) : lit(['#8f2f26', '#cf4f30', '#f0873f']);
    return { shape: gold ? 'fan' : 'oval', colours, count: 3.6, falling: 42 * windy, fallen: 620 };
  }
  if (spec.season === 'spring')
    return {
      shape: 'petal',
      colours: lit(['#d98fa4', '#f2b8c6', '#fdeaee']),
      count: 3.8,
      falling: 44 * windy,
      fallen: 420,
    };
  if (spec.season === 'summer')
    return { shape: 'oval', colours: lit(['#2f5a3a', '#558546', '#93b85e']), count: 4, falling: 3 * windy, fallen: 20 };
  return { shape: 'fan', colours: lit(['#7a5a34', '#a67c42', '#c9a060']), count: 0.25, falling: 4 * windy, fallen: 40 };
};

/** Where leaves hang: a crown over the left upper corner, open here and there, thin towards the poem. */
const crownTips = (scenery: Scenery, own: Chance): Tip[] => {
  const tips: Tip[] = [];
  for (let tip = 0; tip < 170; tip++) {
    const [x, y] = [own.between(-40, 640), own.between(-50, 900)];
    const reach = 1 - x / (y < 90 ? 640 : 400) - Math.max(0, y - 260) / 1250;
    const open = own.cloud(x * 0.0062, y * 0.0048, 2);
    if (reach + open * 0.55 < 0.3 || scenery.quiet(x, y, 50)) continue;
    tips.push({ x, y, angle: 0 });
  }
  return tips;
};

/** The bare ground in which the tree stands. */
const paintSoil = (scenery: Scenery, ctx: Sheet['ctx'], x: number, y: number): void => {
  const soil = ctx.createRadialGradient(0, 0, 0, 0, 0, 170);
  soil.addColorStop(0, rgba(scenery.dimmed('#4a3b30', 1.1), 0.95));
  soil.addColorStop(0.72, rgba(scenery.dimmed('#5d4b3a', 1.1), 0.9));
  soil.addColorStop(1, rgba(scenery.dimmed('#5d4b3a', 1.1), 0));
  ctx.save();
  ctx.translate(x, y - 2);
  ctx.scale(1, 0.17);
  ctx.fillStyle = soil;
  ctx.fillRect(-170, -170, 340, 340);
  ctx.restore();
};

/** The trunk at the left edge, leaning into the picture. */
const paintTrunk = (scenery: Scenery, { ctx }: Sheet, points: readonly (readonly [number, number, number])[]): void => {
  const bark = scenery.dimmed('#6a5646', 0.85);
  paintSoil(scenery, ctx, points[0]?.[0] ?? 0, points[0]?.[1] ?? 0);
  const round = ctx.createLinearGradient(-30, 0, 140, 0);
  round.addColorStop(0, mix(bark, scenery.tones.silhouette, 0.7));
  round.addColorStop(0.65, bark);
  round.addColorStop(1, mix(bark, scenery.tones.shine, 0.3));
  ctx.fillStyle = round;
  fillOutline(ctx, [
    ...points.map(([x, y, half]) => [x - half, y] as const),
    ...points.map(([x, y, half]) => [x + half, y] as const).reverse(),
  ]);
  const own = scenery.chance.fork('bark');
  for (let line = 0; line < 130; line++) {
    const [x, y, half] = points[Math.floor(own.unit() * points.length)] ?? [0, 0, 0];
    ctx.strokeStyle = rgba(own.chance(0.6) ? scenery.tones.silhouette : scenery.tones.shine, own.between(0.06, 0.26));
    ctx.lineWidth = own.between(1, 3);
    const off = own.bell() * half * 0.9;
    ctx.beginPath();
    ctx.moveTo(x + off, y);
    ctx.lineTo(x + off + own.bell() * 5, y + own.between(14, 60));
    ctx.stroke();
  }
};

/** Middle and half of the breadth of the trunk, from its foot up; it widens over its roots. */
const trunkOf = (own: Chance): (readonly [number, number, number])[] => {
  const sway = own.between(0, 99);
  return Array.from({ length: 46 }, (_, step) => {
    const up = step / 45;
    const x = lerp(14, 96, up ** 1.2) + own.noise(sway, up * 2.4) * 16;
    return [x, lerp(1850, -60, up), lerp(46, 9, up ** 0.8) + (up < 0.06 ? (0.06 - up) * 420 : 0)] as const;
  });
};

const paintTree = (scenery: Scenery, sheet: Sheet): void => {
  const own = scenery.chance.fork('tree');
  const brush = { ...sheet, chance: own };
  const points = trunkOf(own);
  const limbs: [readonly Tip[], number][] = [];
  const tips = crownTips(scenery, own.fork('crown'));
  const foliage = foliageOf(scenery);
  const bark = scenery.dimmed('#5f4c3e', 0.85);
  [0.52, 0.63, 0.72, 0.8, 0.88, 0.95].forEach((up, index) => {
    const [x, y, half] = points[Math.round(up * 45)] ?? [0, 0, 0];
    tips.push(
      ...branch(brush, {
        x,
        y,
        angle: index % 3 === 1 ? own.between(-2.6, -2) : own.between(-0.95, -0.3),
        length: own.between(210, 380) * (1.08 - up * 0.25),
        width: half * 0.9,
        twigs: 3,
        forks: 2,
        droop: 0.013,
        colour: bark,
        keepOut: (px, py) => scenery.quiet(px, py, 62),
        onLimb: (limb, width) => limbs.push([limb, width]),
      }),
    );
  });
  paintTrunk(scenery, sheet, points);
  leafCrown(brush, tips, {
    ...foliage,
    size: foliage.shape === 'petal' ? 23 : 31,
    spread: 58,
    facing: -1,
    keepOut: (x, y) => scenery.quiet(x, y, 22),
  });
  if (snowLies(scenery)) for (const [limb, width] of limbs) snowOnLimb(brush, limb, width);
};

const paintFalling = (scenery: Scenery, sheet: Sheet): void => {
  const own = scenery.chance.fork('falling');
  const { shape, colours, falling } = foliageOf(scenery);
  for (let leaf = 0; leaf < falling; leaf++) {
    const near = own.unit() ** 2;
    const [x, y] = [own.unit() ** 1.4 * WIDTH, own.between(420, 1900)];
    if (scenery.quiet(x, y, 40)) continue;
    looseLeaf(
      { ...sheet, chance: own },
      { x, y, size: lerp(12, 34, near), colour: rgba(own.pick(colours), 0.92), shape },
    );
  }
};

/** The tree that frames the picture, its leaves in the air, and grass in the corner beside the line. */
export const paintFront = (scenery: Scenery): void => {
  const { tones, spec } = scenery;
  const sheet = scenery.plane('front');
  const own = scenery.chance.fork('verge');
  const green = spec.season === 'spring' || spec.season === 'summer';
  const stalk = green ? (['#4a6b3f', '#86a35a'] as const) : (['#6b4c34', '#b98a4c'] as const);
  const strong = spec.sky === 'wind' || spec.sky === 'thunder' ? 2 : 1;
  reeds(
    { ...sheet, chance: own },
    {
      x: scenery.across(0.97) * WIDTH,
      spread: 130,
      y: HEIGHT,
      height: own.between(340, 430),
      count: 30,
      stalk: [scenery.dimmed(stalk[0], 1.2), scenery.dimmed(stalk[1])],
      plume: [
        scenery.dimmed(mix('#f5e2bb', tones.shine, 0.4), 0.5),
        scenery.dimmed('#e3c396', 0.5),
        scenery.dimmed('#f9efd8', 0.5),
      ],
      wind: -scenery.facing * own.between(0.1, 0.2) * strong,
    },
  );
  paintTree(scenery, sheet);
  paintFalling(scenery, sheet);
  scenery.paintWeather(sheet);
};
