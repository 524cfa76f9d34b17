import { type Colour, hueOf, type Lean, lean } from './colour.js';
import type { PaintSpec } from './paint-spec.js';

/** The colours that a scene is painted with at one part of the day. Pairs run from the skyline down, or from far to near. */
export interface Tones {
  /** From the top of the picture to the horizon. */
  readonly sky: readonly Colour[];
  readonly cloud: Colour;
  readonly mist: Colour;
  readonly distant: readonly [Colour, Colour];
  readonly far: readonly [Colour, Colour];
  readonly mid: readonly [Colour, Colour];
  readonly near: readonly [Colour, Colour];
  /** Banks, boats, branches against the light. */
  readonly silhouette: Colour;
  readonly water: readonly [Colour, Colour];
  /** Light on water, snow edges and falling rain. */
  readonly shine: Colour;
  /** How dark things at our feet stand, 0 by day to about 0.7 at night. */
  readonly dim: number;
}

type PartOfDay = PaintSpec['partOfDay'];
export type DayTones = Readonly<Record<PartOfDay, Tones>>;

const seasonLean: Readonly<Record<PaintSpec['season'], { a: number; b: number }>> = {
  spring: { a: -0.004, b: 0.002 },
  summer: { a: -0.008, b: 0.001 },
  autumn: { a: 0.006, b: 0.009 },
  winter: { a: 0.001, b: -0.008 },
};

/** How much colour the sky leaves to things. */
const skyChroma: Readonly<Record<NonNullable<PaintSpec['sky']>, number>> = {
  clear: 1.08,
  wind: 1,
  cloudy: 0.84,
  rain: 0.8,
  snow: 0.84,
  fog: 0.72,
  thunder: 0.78,
};

/** Part of the card's ground colour that the whole picture takes on. */
const GROUND_SHARE = 0.1;

/** The tones of a part of day, leaning towards the season, the weather and the card's own palette. */
export const tonesFor = (table: DayTones, spec: PaintSpec): Tones => {
  const ground = hueOf(spec.palette.ground);
  const season = seasonLean[spec.season];
  const towards: Lean = {
    chroma: spec.sky === null ? 1 : skyChroma[spec.sky],
    a: season.a + ground.a * GROUND_SHARE,
    b: season.b + ground.b * GROUND_SHARE,
  };
  const one = (colour: Colour) => lean(colour, towards);
  const pair = ([from, to]: readonly [Colour, Colour]) => [one(from), one(to)] as const;
  const tones = table[spec.partOfDay];
  return {
    sky: tones.sky.map(one),
    cloud: one(tones.cloud),
    mist: one(tones.mist),
    distant: pair(tones.distant),
    far: pair(tones.far),
    mid: pair(tones.mid),
    near: pair(tones.near),
    silhouette: one(tones.silhouette),
    water: pair(tones.water),
    shine: one(tones.shine),
    dim: tones.dim,
  };
};
