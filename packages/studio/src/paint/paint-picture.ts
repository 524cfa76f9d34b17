import type { Canvas } from '@napi-rs/canvas';
import type { SceneName } from '../scenes/list.js';
import { paperGrain, vignette } from './brushes/paper.js';
import type { EaselPlane } from './easel.js';
import type { PaintSpec } from './paint-spec.js';
import { type Scene, Scenery } from './scenery.js';
import { lakeRain } from './scenes/lake-rain.js';
import { moonRiver } from './scenes/moon-river.js';
import { snowVillage } from './scenes/snow-village.js';
import { sunsetReeds } from './scenes/sunset-reeds.js';

const painters: Readonly<Record<SceneName, Scene>> = {
  'lake-rain': lakeRain,
  'moon-river': moonRiver,
  'snow-village': snowVillage,
  'sunset-reeds': sunsetReeds,
};

/** A painted picture before it is encoded. */
export interface PaintedPicture {
  readonly full: Canvas;
  readonly planes: readonly EaselPlane[];
}

/** Paints a spec, in the calling thread; `scale` 1 is the full 1080 x 2080. The same spec and scale give the same pixels. */
export const paintPicture = (spec: PaintSpec, scale: number): PaintedPicture => {
  const scene = painters[spec.scene];
  const scenery = new Scenery(spec, scene.tones, scale);
  scene.paint(scenery);
  const { planes } = scenery.easel;
  const full = scenery.easel.finished();
  vignette(full, 0.2);
  paperGrain(full, 0.55);
  const ground = planes[0];
  if (ground !== undefined) paperGrain(ground.canvas, 0.4);
  return { full, planes };
};
