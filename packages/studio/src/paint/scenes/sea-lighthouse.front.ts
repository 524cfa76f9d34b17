import { grass } from '../brushes/grass.js';
import { rowboat } from '../brushes/rowboat.js';
import { shore } from '../brushes/shore.js';
import { smoothstep } from '../chance.js';
import { mix, rgba } from '../colour.js';
import { HEIGHT, type Sheet, WIDTH } from '../easel.js';
import type { Scenery } from '../scenery.js';
import { snowLies } from './ground-cover.js';

const blades = {
  spring: ['#4f6a45', '#8ca763', '#d9dba0'],
  summer: ['#3f6647', '#7c9f58', '#dfe0a2'],
  autumn: ['#6a5a3c', '#b39a5a', '#f0d79a'],
  winter: ['#6b6454', '#a89c82', '#e8dfc8'],
} as const;

const paintGrass = (scenery: Scenery, brush: Sheet): void => {
  const { spec } = scenery;
  const own = brush.chance;
  const colours = blades[spec.season];
  const wind = scenery.facing * own.between(0.16, 0.3) * (spec.sky === 'wind' || spec.sky === 'thunder' ? 1.7 : 1);
  const rise = (x: number) => {
    const part = scenery.across(x / WIDTH);
    return 1 - smoothstep(0.02, 0.36, part);
  };
  grass(brush, {
    from: scenery.mirrored ? WIDTH * 0.6 : -40,
    to: scenery.mirrored ? WIDTH + 40 : WIDTH * 0.4,
    ground: (x) => HEIGHT + 34 - rise(x) * 96,
    height: (x) => 60 + rise(x) * 250,
    count: 520,
    colours: [scenery.dimmed(colours[0], 1.1), scenery.dimmed(colours[1]), scenery.dimmed(colours[2], 0.9)],
    wind,
    ears: scenery.dimmed('#d9c08a', 0.9),
  });
};

/** Sand at our feet, a boat pulled up on it, and beach grass in the corner. */
export const paintBeach = (scenery: Scenery, shoreline: number): void => {
  const { tones, chance } = scenery;
  const sheet = scenery.plane('front');
  const own = chance.fork('beach');
  const brush = { ...sheet, chance: own };
  const drift = own.between(0, 99);
  const edge = (x: number) =>
    shoreline +
    own.noise(x * 0.0021 + drift, 1) * 34 +
    own.noise(x * 0.008, drift) * 8 +
    (scenery.across(x / WIDTH) - 0.5) * -90;
  const snowy = snowLies(scenery);
  shore(brush, {
    edge,
    wet: scenery.dimmed('#a08c74', 0.9),
    dry: snowy ? scenery.dimmed('#eef1f6', 0.7) : scenery.dimmed('#dcc7a0', 0.9),
    shine: mix(tones.sky.at(-1) ?? tones.mist, tones.water[0], 0.5),
    foam: mix(tones.shine, '#ffffff', 0.4),
    reach: 190,
  });
  rowboat(brush, {
    x: scenery.across(own.between(0.62, 0.7)) * WIDTH,
    y: own.between(1968, 1990),
    size: own.between(128, 150),
    hull: scenery.dimmed(own.pick(['#5f8796', '#b6604c', '#e7dfcb', '#4f7a6a']), 0.85),
    inside: scenery.dimmed('#5a4436', 1),
    shadow: rgba(tones.silhouette, 0.35),
    facing: scenery.facing,
  });
  paintGrass(scenery, brush);
  scenery.paintWeather(sheet);
};
