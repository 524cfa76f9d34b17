import { type Colour, mix } from '../colour.js';
import type { Scenery } from '../scenery.js';

/** What each season lays over green land, and how much of it. */
const cover = {
  spring: ['#8fb35c', 0.12],
  summer: ['#5f9448', 0.12],
  autumn: ['#c79c4a', 0.46],
  winter: ['#a8997a', 0.6],
} as const;

/** Snow lies where it falls in winter. */
export const snowLies = (scenery: Scenery): boolean => scenery.spec.season === 'winter' && scenery.falling('snow') > 0;

/** A colour of open land as the season has it: fresh, dry, or under snow; `share` below 1 covers it less. */
export const groundCover =
  (scenery: Scenery, share = 1): ((colour: Colour) => Colour) =>
  (colour) => {
    const [lies, part] = cover[scenery.spec.season];
    const dressed = mix(colour, mix(scenery.dimmed(lies, 1.05), colour, 0.25), part * share);
    return snowLies(scenery) ? mix(dressed, scenery.dimmed('#f0f3f8', 0.85), 0.74 * share) : dressed;
  };
