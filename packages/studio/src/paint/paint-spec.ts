import type { Concept } from '@mojian/contracts/card/concept';
import type { InkPoint } from '@mojian/contracts/ink';
import type { SensedAlmanac, SensedWeather } from '@mojian/contracts/sensed';
import type { SceneName } from '../scenes/list.js';

/** The moon as it really stands: illuminated part 0..1, and degrees above the horizon, null without a place. */
export interface MoonFacts {
  readonly fraction: number;
  readonly waxing: boolean;
  readonly altitude: number | null;
}

/** All that a picture follows from: the same spec gives the same bytes. Plain data, so it crosses to a worker. */
export interface PaintSpec {
  readonly scene: SceneName;
  readonly seed: string;
  /** The person's drawing in its canvas's own pixels; empty for none. It becomes the far ridge. */
  readonly ink: readonly InkPoint[];
  readonly partOfDay: SensedAlmanac['part_of_day'];
  readonly season: SensedAlmanac['season'];
  /** Null when nobody said: then the scene shows its own gentle weather. */
  readonly sky: SensedWeather['sky'];
  /** Null leaves the moon out. */
  readonly moon: MoonFacts | null;
  readonly palette: Concept['palette'];
}

/** What a painting worker is given: a picture to paint, or somebody else's to frame. */
export type PaintJob = { readonly spec: PaintSpec } | { readonly bytes: Uint8Array; readonly scene: SceneName };

/** One parallax plane: WebP with transparency, cut to what is painted. `x`, `y`, `width` in per cent of the picture's width/height/width. */
export interface PaintedPlane {
  readonly name: string;
  readonly webp: Buffer;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** 0 is farthest, 1 nearest. */
  readonly depth: number;
}

/** A finished picture. */
export interface Painting {
  readonly width: number;
  readonly height: number;
  /** Everything flattened with rain or snow, JPEG. */
  readonly full: Buffer;
  /** Far to near. Falling rain and snow are left out: a page animates them. */
  readonly planes: readonly PaintedPlane[];
  /** Mean edge colours (`#rrggbb`), for what lies beyond the picture. */
  readonly bleed: { readonly top: string; readonly bottom: string };
  /** Which text reads on the headline's zone, measured from the pixels: white (`light`) or near-black (`dark`). */
  readonly text: 'light' | 'dark';
}
