import { bokeh } from '../brushes/bokeh.js';
import { droplets } from '../brushes/droplets.js';
import { rain, snow } from '../brushes/fall.js';
import { mist } from '../brushes/mist.js';
import { outOfFocus } from '../brushes/out-of-focus.js';
import { range, skyline, under } from '../brushes/ridge.js';
import { glow, sky } from '../brushes/sky.js';
import { roofline, towerBlock } from '../brushes/tower-block.js';
import { wash } from '../brushes/wash.js';
import { lerp, smoothstep } from '../chance.js';
import { channels, mix } from '../colour.js';
import { paintField, type Sheet, WIDTH } from '../easel.js';
import type { Scene, Scenery } from '../scenery.js';
import { paintRoom, SILL } from './city-rain-window.room.js';
import { cityRainWindowTones } from './city-rain-window.tones.js';

const STREET = 1700;
const lamps = ['#ffd08a', '#ffe2b0', '#ffb866', '#d9e6ff'] as const;

/** How many lamps are on, 0..1. */
const lightsOn = ({ spec }: Scenery): number => {
  const hour = { dawn: 0.22, day: 0.07, dusk: 0.36, night: 0.34 }[spec.partOfDay];
  return spec.sky === 'thunder' || spec.sky === 'fog' ? Math.max(hour, 0.2) : hour;
};

const paintSky = (scenery: Scenery): void => {
  const { tones, spec } = scenery;
  const sheet = scenery.plane('sky');
  sky(sheet, { stops: tones.sky, horizon: 1560, stir: 0.06 });
  const clear = spec.sky === 'clear' || spec.sky === 'wind';
  mist(sheet, {
    colour: tones.cloud,
    y: -240,
    height: 1000,
    strength: clear ? 0.16 : 0.42,
    fill: clear ? 0.3 : 0.62,
    reach: 1000,
    name: 'overcast',
  });
  // Rain is seen against the sky; nearer to us the drops on the pane tell of it.
  const drops = scenery.falling('rain');
  if (drops > 0) rain(sheet, { colour: tones.mist, amount: drops * 0.6, wind: 0.08, quiet: scenery.quiet });
  scenery.deepenSky(sheet);
  const moon = scenery.moonPlace({ x: WIDTH * 0.83, radius: 40, horizon: 700 });
  if (clear) scenery.paintStars(sheet, { count: 60, lowest: 900 }, moon);
  if (clear || spec.sky === 'cloudy') scenery.paintMoon(sheet, moon);
};

const paintFar = (scenery: Scenery): void => {
  const { tones, chance } = scenery;
  const sheet = scenery.plane('far');
  const own = chance.fork('roofs');
  const base = 1560;
  const back = skyline(own, {
    base,
    peaks: range(own, { mass: scenery.across(0.3), tall: 330, low: 170, count: 6, spread: 0.06 }),
    rock: 'karst',
  });
  const ridge = scenery.farRidge(base, 350, 'karst', (fork) =>
    range(fork, { mass: scenery.across(0.62), tall: 330, low: 150, count: 7, spread: 0.05 }),
  );
  outOfFocus(sheet, 0.34, (soft) => {
    const brush = { ...soft, chance: own };
    wash(brush, roofline(brush, under(back, base, scenery.ceiling), base), {
      stops: tones.distant,
      fade: 420,
      texture: 0.15,
      strength: 0.7,
      floor: 0.2,
    });
    mist(brush, { colour: tones.mist, y: 1250, height: 300, strength: 0.45, name: 'between' });
    wash(brush, roofline(brush, ridge, base), {
      stops: [mix(tones.far[0], tones.mid[0], 0.55), tones.far[1]],
      fade: 520,
      texture: 0.2,
      density: 0.5,
      floor: 0.5,
    });
    const lit = lightsOn(scenery) * 170;
    for (let lamp = 0; lamp < lit; lamp++) {
      const x = own.between(0, WIDTH);
      const y = lerp(ridge[Math.floor(x)] ?? base, base, own.between(0.15, 1));
      soft.ctx.fillStyle = own.pick(lamps);
      soft.ctx.fillRect(x, y, 7, 6);
    }
  });
  mist(sheet, { colour: tones.mist, y: 1380, height: 260, strength: 0.5, fill: 0.6, name: 'haze' });
};

/** Near towers: tall ones beside the poem, low ones under it. */
const paintTowers = (scenery: Scenery, soft: Sheet): void => {
  const { tones } = scenery;
  const own = scenery.chance.fork('towers');
  const brush = { ...soft, chance: own };
  const rows = [
    { part: [0.7, 1.04], top: [640, 900], step: 0.12, wall: [mix(tones.mid[0], tones.far[0], 0.35), tones.mid[1]] },
    { part: [-0.04, 0.66], top: [1410, 1480], step: 0.1, wall: [mix(tones.mid[0], tones.far[0], 0.2), tones.mid[1]] },
    {
      part: [-0.06, 1.05],
      top: [1500, 1580],
      step: 0.13,
      wall: [tones.near[0], mix(tones.near[1], '#ffb46a', lightsOn(scenery) * 0.3)],
    },
  ] as const;
  for (const { part, top, step, wall } of rows) {
    for (let at: number = part[0]; at < part[1]; at += step * own.between(0.85, 1.35)) {
      towerBlock(brush, {
        x: at * WIDTH,
        width: own.between(82, 138),
        top: own.between(top[0], top[1]),
        bottom: STREET + 120,
        wall,
        lamps,
        lit: lightsOn(scenery),
        crown: own.pick(['flat', 'flat', 'stepped', 'mast', 'slanted']),
      });
    }
  }
};

const paintLights = (scenery: Scenery, sheet: Sheet): void => {
  const own = scenery.chance.fork('lights');
  const on = lightsOn(scenery);
  const street = (near: number) => 1420 + near * (SILL - 1450);
  for (let lamp = 0; lamp < 5; lamp++)
    glow(sheet, {
      x: own.between(0, WIDTH),
      y: own.between(1560, 1720),
      radius: own.between(180, 330),
      colour: '#ff9f55',
      strength: on * 1.1,
    });
  bokeh(
    { ...sheet, chance: own },
    {
      count: Math.round(26 + on * 215),
      colours: ['#ff9a3c', '#ffb454', '#ff5a3c', '#ffd08a', '#4f8fe0', '#e84a5c', '#38b0a8', '#ffab4a'],
      strength: 0.16 + on * 1.35,
      place: () => {
        const near = own.unit() ** 0.7;
        const [x, y] = [own.between(-20, WIDTH + 20), street(near) + own.bell() * 70];
        const radius = lerp(7, 54, own.unit() ** 2.8) * (0.6 + near * 0.5);
        return scenery.quiet(x, y, radius + 12) ? null : { x, y, radius };
      },
    },
  );
};

/** Breath on the cold pane, thickest in its corners. */
const paintBreath = (scenery: Scenery, sheet: Sheet, strength: number): void => {
  const [red, green, blue] = channels(mix(scenery.tones.mist, scenery.tones.shine, 0.3));
  const own = scenery.chance.fork('breath');
  paintField(sheet, { x: 0, y: 1080, width: WIDTH, height: SILL - 1080 }, 10, (x, y, out, at) => {
    const low = smoothstep(1180, SILL, y);
    const corner = smoothstep(0.26, 0.52, Math.abs(x / WIDTH - 0.5));
    const patch = 0.7 + 0.5 * own.cloud(x * 0.004, y * 0.004, 3);
    out[at] = red;
    out[at + 1] = green;
    out[at + 2] = blue;
    out[at + 3] = 255 * strength * patch * low * (0.35 + 0.65 * corner);
  });
};

const isCold = ({ spec }: Scenery): boolean => spec.sky === 'snow' || spec.sky === 'fog' || spec.season === 'winter';

const paintCity = (scenery: Scenery): void => {
  const { tones, spec } = scenery;
  const sheet = scenery.plane('city');
  outOfFocus(sheet, 0.2, (soft) => paintTowers(scenery, soft));
  mist(sheet, { colour: tones.mist, y: 1200, height: 420, strength: 0.36, fill: 0.6, name: 'street' });
  paintLights(scenery, sheet);
  if (spec.sky === 'fog')
    for (const y of [900, 1200])
      mist(sheet, { colour: tones.mist, y, height: 520, strength: 0.7, fill: 0.9, name: 'fog' });
  const own = scenery.chance.fork('fall');
  const brush = { ...sheet, chance: own };
  const flakes = scenery.falling('snow');
  if (flakes > 0) snow(brush, { colour: '#ffffff', amount: flakes * 0.6, quiet: scenery.quiet });
  paintBreath(scenery, sheet, scenery.falling('rain') > 0 || isCold(scenery) ? 0.42 : 0.16);
};

const paintGlass = (scenery: Scenery): void => {
  const { tones, easel, spec } = scenery;
  const behind = easel.flattened(0.25);
  const sheet = scenery.plane('glass');
  const rainy = scenery.falling('rain');
  droplets(sheet, {
    behind,
    amount: rainy > 0 ? Math.max(0.6, rainy) : isCold(scenery) || spec.sky === 'cloudy' ? 0.14 : 0.05,
    shine: mix(tones.shine, tones.mist, 0.2),
    shade: tones.silhouette,
    bottom: SILL,
    quiet: scenery.quiet,
  });
};

/** The city from inside: lights out of focus behind a wet pane, and a warm sill with what somebody left on it. */
export const cityRainWindow: Scene = {
  name: 'city-rain-window',
  tones: cityRainWindowTones,
  paint(scenery) {
    paintSky(scenery);
    paintFar(scenery);
    paintCity(scenery);
    paintGlass(scenery);
    paintRoom(scenery);
  },
};
