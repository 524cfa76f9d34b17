import { farmhouse } from '../brushes/farmhouse.js';
import { type Ridge, ridgeAt } from '../brushes/ridge.js';
import { roundTree } from '../brushes/round-tree.js';
import { type Row, teaRows } from '../brushes/tea-rows.js';
import type { Chance } from '../chance.js';
import { clamp } from '../chance.js';
import { type Colour, mix } from '../colour.js';
import type { Sheet } from '../easel.js';
import type { Scenery } from '../scenery.js';

/** What the season makes of the bushes: their leaf, and the shoots on top. */
const teaColours = (scenery: Scenery, near: number) => {
  const { spec, tones } = scenery;
  const lit = mix(tones.mid[0], tones.near[0], near);
  const shade = mix(tones.mid[1], tones.near[1], near);
  const shoot = {
    spring: mix(lit, scenery.dimmed('#d3e267', 0.7), 0.55),
    summer: mix(lit, scenery.dimmed('#8fbf56', 0.7), 0.3),
    autumn: mix(lit, scenery.dimmed('#c3a652', 0.7), 0.38),
    winter: mix(lit, scenery.dimmed('#8a9a80', 0.7), 0.35),
  }[spec.season];
  return { leaf: [mix(lit, shade, 0.2), shade] as const, shoot };
};

interface Slope {
  readonly crest: Ridge;
  readonly foot: (x: number) => number;
  readonly rows: number;
  readonly near: number;
  readonly veil: number;
}

/** Plants a slope with tea in the colours of season and hour; gives back its rows. */
export const plant = (scenery: Scenery, sheet: Sheet, { near, ...slope }: Slope): Row[] => {
  const { tones } = scenery;
  const { leaf, shoot } = teaColours(scenery, near);
  return teaRows(sheet, {
    ...slope,
    leaf,
    shoot,
    earth: mix(mix(leaf[1], scenery.dimmed('#6b5236', 0.8), 0.4), tones.silhouette, 0.25),
    haze: tones.mist,
    snow: scenery.falling('snow') > 0 ? mix('#f2f6fa', tones.silhouette, tones.dim * 0.5) : null,
    detail: clamp(near * 1.6 - 0.4),
  });
};

/** A tree's colours in this season, seen through so much mist (0..1). */
export const treesOf = (
  scenery: Scenery,
  far: number,
): { leaves: readonly [Colour, Colour]; trunk: Colour; full: number } => {
  const { tones, spec } = scenery;
  const green = {
    spring: ['#9cc06a', '#4f7f52'],
    summer: ['#6fa358', '#2f6244'],
    autumn: ['#d9a24a', '#8a6236'],
    winter: ['#8a907f', '#5b665c'],
  } as const;
  const [light, shade] = green[spec.season];
  const hazy = (colour: Colour) => mix(scenery.dimmed(colour), tones.mist, far);
  return { leaves: [hazy(light), hazy(shade)], trunk: hazy('#4a3a30'), full: spec.season === 'winter' ? 0.3 : 1 };
};

interface Farm {
  readonly ridge: Ridge;
  readonly x: number;
  readonly size: number;
  /** How far the mist takes it, 0..1. */
  readonly far: number;
}

/** The farm on its shoulder of the hill, with its trees. */
export const paintFarm = (scenery: Scenery, sheet: Sheet, { ridge, ...place }: Farm, own: Chance): void => {
  const { tones } = scenery;
  const at = { ...place, y: ridgeAt(ridge, place.x) + place.size * 0.4 };
  const brush = { ...sheet, chance: own };
  const trees = treesOf(scenery, at.far);
  const hazy = (colour: Colour) => mix(scenery.dimmed(colour, 0.9), tones.mist, at.far * 0.7);
  for (const [dx, height] of [
    [-1.15, 1.9],
    [-0.72, 1.3],
    [1.2, 1.55],
  ] as const) {
    const x = at.x + dx * at.size;
    roundTree(brush, { x, y: ridgeAt(ridge, x) + 16, height: at.size * height * own.between(0.85, 1.1), ...trees });
  }
  farmhouse(brush, {
    ...at,
    plaster: hazy('#f4efe2'),
    tile: hazy('#4a5254'),
    wood: hazy('#6a4a38'),
    lamp: scenery.lampsLit ? '#ffc878' : null,
    snow: scenery.falling('snow') > 0 ? '#eef3f7' : null,
    facing: own.pick([1, -1] as const),
  });
};
