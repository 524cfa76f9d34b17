import type { Canvas } from '@napi-rs/canvas';
import type { SceneName } from '../scenes/list.js';
import { paperGrain, vignette } from './brushes/paper.js';
import type { EaselPlane } from './easel.js';
import type { PaintSpec } from './paint-spec.js';
import { type Scene, Scenery } from './scenery.js';
import { autumnPlatform } from './scenes/autumn-platform.js';
import { blueGreenMountains } from './scenes/blue-green-mountains.js';
import { cityRainWindow } from './scenes/city-rain-window.js';
import { grasslandStars } from './scenes/grassland-stars.js';
import { lakeRain } from './scenes/lake-rain.js';
import { lanternLane } from './scenes/lantern-lane.js';
import { lotusKoi } from './scenes/lotus-koi.js';
import { moonRiver } from './scenes/moon-river.js';
import { seaLighthouse } from './scenes/sea-lighthouse.js';
import { snowVillage } from './scenes/snow-village.js';
import { sunsetReeds } from './scenes/sunset-reeds.js';
import { teaTerrace } from './scenes/tea-terrace.js';

const painters: Readonly<Record<SceneName, Scene>> = {
  'lake-rain': lakeRain,
  'moon-river': moonRiver,
  'snow-village': snowVillage,
  'sunset-reeds': sunsetReeds,
  'blue-green-mountains': blueGreenMountains,
  'lotus-koi': lotusKoi,
  'lantern-lane': lanternLane,
  'tea-terrace': teaTerrace,
  'sea-lighthouse': seaLighthouse,
  'grassland-stars': grasslandStars,
  'city-rain-window': cityRainWindow,
  'autumn-platform': autumnPlatform,
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
