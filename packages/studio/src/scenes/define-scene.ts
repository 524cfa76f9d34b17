import type { Mood } from '@mojian/contracts/mood';
import type { TemplateName } from '../pages/template-names.js';
import type { Fact } from '../plan/read-facts.js';

/** Pixels of every picture. */
export const PICTURE_WIDTH = 1080;
export const PICTURE_HEIGHT = 2080;

/** A rectangle in parts of the picture, 0..1. */
export interface Zone {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What moves in front of a picture: what falls in it, light on water, or drifting light. */
export const weathers = ['rain', 'snow', 'glints', 'motes'] as const;
export type Weather = (typeof weathers)[number];

/**
 * A scene as plan and page know it, without painting it: importing it loads no canvas. Its painter stands in
 * `paint/scenes/` under the same name.
 */
export interface SceneCard<N extends string = string> {
  readonly name: N;
  readonly title: { readonly zh: string; readonly en: string };
  readonly safe: {
    /** The poem: vertical columns, the first at the zone's right edge. Never mirrored, quiet in every seed. */
    readonly headline: Zone;
    /** The red seal, under the last (leftmost) column. */
    readonly seal: Zone;
  };
  /** Far to near; depth 0 is farthest. A plane on which nothing was painted is left out of a painting. */
  readonly planes: readonly { readonly name: string; readonly depth: number }[];
  /** Text tone that each part of day is painted for; the measured one is in the painting. */
  readonly tones: Readonly<Record<'dawn' | 'day' | 'dusk' | 'night', 'light' | 'dark'>>;
  /** What falls in it, for the page's own animation, when the sky is not known. */
  readonly falls: 'rain' | 'snow' | null;
  /** Facts that speak for the scene and how loudly. */
  readonly for: Readonly<Partial<Record<Fact, number>>>;
  /** Facts that the picture would contradict. */
  readonly against: readonly Fact[];
  readonly moods: readonly Mood[];
  /** Openings that belong to the picture. */
  readonly templates: readonly TemplateName[];
  readonly weather: Weather;
  /** Seen from a room: what falls is painted behind its glass, and nothing of it comes in. */
  readonly indoors?: boolean;
  /** For an image model that paints instead of us. */
  readonly prompt: string;
  readonly palette: { readonly ground: string; readonly ink: string; readonly accent: string; readonly paper: string };
  /** The person's own words that ask for this picture; that makes none of it a fact that may be stated. */
  readonly spokenOf: RegExp;
}

export const defineScene = <const N extends string>(scene: SceneCard<N>): SceneCard<N> => scene;

/*
 * Pictures are 1080 x 2080 (1.926). Phones from 320x568 (1.775) to 430x932 (2.167) cover-crop that by at most 4 % at
 * top and bottom or 5.6 % at each side, and every safe zone lies further in than that.
 */

/** The poem on the left side of the sky. */
export const poemLeft: SceneCard['safe'] = {
  headline: { x: 0.1, y: 0.085, width: 0.52, height: 0.365 },
  seal: { x: 0.1, y: 0.45, width: 0.17, height: 0.075 },
};

/** The poem on the right side of the sky. */
export const poemRight: SceneCard['safe'] = {
  headline: { x: 0.4, y: 0.085, width: 0.5, height: 0.365 },
  seal: { x: 0.4, y: 0.45, width: 0.17, height: 0.075 },
};

/** Dark words by day, light ones in the dark. */
export const dayTones = { dawn: 'dark', day: 'dark', dusk: 'light', night: 'light' } as const;
