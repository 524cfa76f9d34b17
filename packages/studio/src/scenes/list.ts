import { autumnPlatform } from './autumn-platform.js';
import { blueGreenMountains } from './blue-green-mountains.js';
import { cityRainWindow } from './city-rain-window.js';
import type { SceneCard } from './define-scene.js';
import { grasslandStars } from './grassland-stars.js';
import { lakeRain } from './lake-rain.js';
import { lanternLane } from './lantern-lane.js';
import { lotusKoi } from './lotus-koi.js';
import { moonRiver } from './moon-river.js';
import { seaLighthouse } from './sea-lighthouse.js';
import { snowVillage } from './snow-village.js';
import { sunsetReeds } from './sunset-reeds.js';
import { teaTerrace } from './tea-terrace.js';

const all = [
  lakeRain,
  moonRiver,
  snowVillage,
  sunsetReeds,
  blueGreenMountains,
  lotusKoi,
  lanternLane,
  teaTerrace,
  seaLighthouse,
  grasslandStars,
  cityRainWindow,
  autumnPlatform,
] as const;

export type SceneName = (typeof all)[number]['name'];
export type SceneInfo = SceneCard<SceneName>;

/** Every scene that the studio can paint. A new one is a module here, its painter, and a line in both lists. */
export const scenes: readonly SceneInfo[] = all;

export const sceneNames: readonly SceneName[] = all.map(({ name }) => name);

const byName: ReadonlyMap<string, SceneInfo> = new Map(all.map((scene) => [scene.name, scene]));

/** Undefined for a scene that is not ours: a model may have named one of its own. */
export const findScene = (name: string): SceneInfo | undefined => byName.get(name);

/** What is known of a scene without painting it. */
export function sceneInfo(name: SceneName): SceneInfo {
  const scene = byName.get(name);
  if (!scene) throw new Error(`no scene ${name}`);
  return scene;
}
