import type { Zone } from '../../scenes/define-scene.js';
import { sceneInfo } from '../../scenes/list.js';
import { smoothstep } from '../chance.js';
import { HEIGHT, WIDTH } from '../easel.js';
import type { Scenery } from '../scenery.js';

/** Nothing but air between us and the sky, as far as anybody said. */
export const isOpen = ({ spec }: Scenery): boolean => spec.sky === null || spec.sky === 'clear' || spec.sky === 'wind';

/** Where the sun stands at the scene's hour: null at night and behind rain, snow or fog. */
export const sunPlace = (
  { spec }: Scenery,
  { x, horizon, zenith }: { x: number; horizon: number; zenith: number },
): { x: number; y: number; radius: number } | null => {
  const { partOfDay, sky } = spec;
  if (partOfDay === 'night' || sky === 'rain' || sky === 'thunder' || sky === 'snow' || sky === 'fog') return null;
  const above = { dawn: 120, day: horizon - zenith, dusk: 78 }[partOfDay];
  return { x, y: horizon - above, radius: partOfDay === 'day' ? 38 : 54 };
};

const away = (zone: Zone, x: number, y: number): number =>
  Math.hypot(
    Math.max(0, zone.x * WIDTH - x, x - (zone.x + zone.width) * WIDTH),
    Math.max(0, zone.y * HEIGHT - y, y - (zone.y + zone.height) * HEIGHT),
  );

/** How freely something bright may show at a place: 0 behind poem and seal, 1 from `reach` picture units away. */
export const clearOfPoem = ({ spec }: Scenery, reach: number): ((x: number, y: number) => number) => {
  const { headline, seal } = sceneInfo(spec.scene).safe;
  return (x, y) => smoothstep(-30, reach, Math.min(away(headline, x, y), away(seal, x, y)));
};
