/** Every scene that the studio can paint. The list is explicit: a new scene is a new name here. */
export const sceneNames = ['lake-rain', 'moon-river', 'snow-village', 'sunset-reeds'] as const;
export type SceneName = (typeof sceneNames)[number];

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

/** What a page may know of a scene before the picture exists. Pure data: importing it loads no canvas. */
export interface SceneInfo {
  readonly name: SceneName;
  /** Pixels of the full picture. */
  readonly width: number;
  readonly height: number;
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
}

const left = {
  headline: { x: 0.1, y: 0.085, width: 0.52, height: 0.365 },
  seal: { x: 0.1, y: 0.45, width: 0.17, height: 0.075 },
};
const right = {
  headline: { x: 0.4, y: 0.085, width: 0.5, height: 0.365 },
  seal: { x: 0.4, y: 0.45, width: 0.17, height: 0.075 },
};
const size = { width: PICTURE_WIDTH, height: PICTURE_HEIGHT };
const dayTones = { dawn: 'dark', day: 'dark', dusk: 'light', night: 'light' } as const;

/**
 * Pictures are 1080 x 2080 (1.926). Phones from 320x568 (1.775) to 430x932 (2.167) cover-crop that by at most 4 % at
 * top and bottom or 5.6 % at each side, and every safe zone lies further in than that.
 */
const infos: Readonly<Record<SceneName, SceneInfo>> = {
  'lake-rain': {
    ...size,
    name: 'lake-rain',
    title: { zh: '西湖烟雨', en: 'Rain on the lake' },
    safe: left,
    planes: [
      { name: 'sky', depth: 0 },
      { name: 'far', depth: 0.15 },
      { name: 'lake', depth: 0.35 },
      { name: 'boat', depth: 0.6 },
      { name: 'front', depth: 1 },
    ],
    tones: dayTones,
    falls: 'rain',
  },
  'moon-river': {
    ...size,
    name: 'moon-river',
    title: { zh: '江月人家', en: 'Moon over the river' },
    safe: right,
    planes: [
      { name: 'sky', depth: 0 },
      { name: 'far', depth: 0.15 },
      { name: 'river', depth: 0.35 },
      { name: 'town', depth: 0.55 },
      { name: 'front', depth: 1 },
    ],
    tones: dayTones,
    falls: null,
  },
  'snow-village': {
    ...size,
    name: 'snow-village',
    title: { zh: '雪夜归人', en: 'Home through the snow' },
    safe: left,
    planes: [
      { name: 'sky', depth: 0 },
      { name: 'far', depth: 0.12 },
      { name: 'forest', depth: 0.3 },
      { name: 'village', depth: 0.5 },
      { name: 'front', depth: 1 },
    ],
    tones: dayTones,
    falls: 'snow',
  },
  'sunset-reeds': {
    ...size,
    name: 'sunset-reeds',
    title: { zh: '落霞苇岸', en: 'Reeds at sundown' },
    safe: right,
    planes: [
      { name: 'sky', depth: 0 },
      { name: 'far', depth: 0.15 },
      { name: 'water', depth: 0.35 },
      { name: 'boat', depth: 0.6 },
      { name: 'front', depth: 1 },
    ],
    tones: dayTones,
    falls: null,
  },
};

/** What is known of a scene without painting it. */
export const sceneInfo = (name: SceneName): SceneInfo => infos[name];
