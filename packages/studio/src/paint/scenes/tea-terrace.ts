import { mist } from '../brushes/mist.js';
import { range, skyline, under } from '../brushes/ridge.js';
import { glow, sky } from '../brushes/sky.js';
import { moss, wash } from '../brushes/wash.js';
import { mix } from '../colour.js';
import { type Sheet, WIDTH } from '../easel.js';
import type { Scene, Scenery } from '../scenery.js';
import { paintFront } from './tea-terrace.front.js';
import { paintHills, paintTerrace } from './tea-terrace.slopes.js';
import { teaTerraceTones } from './tea-terrace.tones.js';

/** Sun and moon stand on the side that the poem leaves free. */
const lightX = ({ chance }: Scenery): number => WIDTH * chance.fork('light').between(0.12, 0.28);

const paintSun = (scenery: Scenery, sheet: Sheet): void => {
  const { partOfDay, sky: weather } = scenery.spec;
  if (partOfDay === 'night' || (weather !== null && weather !== 'clear' && weather !== 'wind')) return;
  const y = { dawn: 690, day: 360, dusk: 720 }[partOfDay];
  const { shine } = scenery.tones;
  const x = lightX(scenery);
  glow(sheet, { x, y, radius: 520, colour: shine, strength: 0.5 });
  sheet.ctx.fillStyle = mix(shine, '#fffaf0', 0.4);
  sheet.ctx.beginPath();
  sheet.ctx.arc(x, y, partOfDay === 'day' ? 44 : 58, 0, 7);
  sheet.ctx.fill();
  glow(sheet, { x, y, radius: 170, colour: '#fff3cf', strength: 0.6 });
};

const paintSky = (scenery: Scenery): void => {
  const { tones } = scenery;
  const sheet = scenery.plane('sky');
  sky(sheet, { stops: tones.sky, horizon: 1240, stir: 0.07 });
  mist(sheet, { colour: tones.cloud, y: 40, height: 560, strength: 0.3, fill: 0.42, reach: 1200, name: 'high' });
  scenery.deepenSky(sheet);
  const sunny =
    scenery.spec.partOfDay !== 'night' &&
    (scenery.spec.sky === null || scenery.spec.sky === 'clear' || scenery.spec.sky === 'wind');
  const moon = sunny ? null : scenery.moonPlace({ x: lightX(scenery), radius: 60, horizon: 760 });
  scenery.paintStars(sheet, { count: 150, lowest: 940 }, moon);
  scenery.paintMoon(sheet, moon);
  paintSun(scenery, sheet);
  const bright = tones.dim > 0.3 ? 0.12 : 0.5;
  mist(sheet, { colour: tones.mist, y: 560, height: 420, strength: bright, fill: 0.4, reach: 900, name: 'drift' });
};

/** Far ranges in the morning mist, the nearer of them the person's own. */
const paintFar = (scenery: Scenery): void => {
  const { tones, chance } = scenery;
  const sheet = scenery.plane('far');
  const own = chance.fork('distant');
  const distant = skyline(own, {
    base: 1200,
    peaks: range(own, { mass: 0.06, tall: 430, low: 120, count: 5, spread: 0.13 }),
    rock: 'rolling',
  });
  wash(sheet, under(distant, 1200, scenery.ceiling), {
    stops: tones.distant,
    fade: 300,
    texture: 0.25,
    density: 0.7,
    strength: 0.8,
  });
  mist(sheet, { colour: tones.mist, y: 1010, height: 230, strength: 0.7, fill: 0.55, name: 'between' });
  const ridge = scenery.farRidge(1300, 225, 'rolling', (fork) =>
    range(fork, { mass: scenery.across(0.7), tall: 200, low: 110, count: 5, spread: 0.13 }),
  );
  wash(sheet, ridge, { stops: tones.far, fade: 250, texture: 0.4, density: 0.8, light: 0.4, lightColour: tones.mist });
  moss(sheet, ridge, {
    colour: mix(tones.far[0], tones.silhouette, 0.4),
    count: 520,
    size: 2.6,
    spread: 30,
    strength: 0.35,
  });
  mist(sheet, { colour: tones.mist, y: 1170, height: 210, strength: 0.9, fill: 0.62, reach: 760, name: 'foot' });
};

/** Tea hills at daybreak: rows that sweep round the slopes, mist between them, a house, a picker at work. */
export const teaTerrace: Scene = {
  name: 'tea-terrace',
  tones: teaTerraceTones,
  paint(scenery) {
    paintSky(scenery);
    paintFar(scenery);
    paintHills(scenery);
    paintTerrace(scenery);
    paintFront(scenery);
  },
};
