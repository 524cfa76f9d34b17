import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Canvas } from '@napi-rs/canvas';
import type { Zone } from '../scenes/define-scene.js';
import { sceneInfo, sceneNames } from '../scenes/list.js';
import { luminance } from './colour.js';
import { encodePainting, textTone } from './encode-painting.js';
import { paintPicture } from './paint-picture.js';
import type { PaintSpec } from './paint-spec.js';

const isFull = process.env.MOJIAN_TEST_FULL === '1';
/** In how many weathers each scene is painted at each part of day. */
const WEATHERS = isFull ? 2 : 1;
/** With and without a drawing, by turns. */
const SEEDS = isFull ? 8 : 2;

/** Small enough to paint hundreds of pictures, large enough that motifs are still seen. */
const SCALE = 0.2;
/** Enough to tell whether two pictures are the same: chance draws the same numbers at every scale. */
const DIGEST_SCALE = 0.08;
const palette = { ground: '#c9d3ce', ink: '#2c3b3d', accent: '#b5483f', paper: '#f4ecdc' };
const partsOfDay = ['dawn', 'day', 'dusk', 'night'] as const;
const seasons = ['spring', 'summer', 'autumn', 'winter'] as const;
const skies = [null, 'clear', 'cloudy', 'rain', 'snow', 'fog', 'wind', 'thunder'] as const;

const specOf = (part: Partial<PaintSpec>): PaintSpec => ({
  scene: 'lake-rain',
  seed: 'seed',
  ink: [],
  partOfDay: 'day',
  season: 'spring',
  sky: null,
  moon: { fraction: 0.8, waxing: true, altitude: 40 },
  palette,
  ...part,
});

const pixels = (canvas: Canvas, zone: Zone = { x: 0, y: 0, width: 1, height: 1 }): Uint8ClampedArray =>
  canvas
    .getContext('2d')
    .getImageData(
      Math.round(zone.x * canvas.width),
      Math.round(zone.y * canvas.height),
      Math.round(zone.width * canvas.width),
      Math.round(zone.height * canvas.height),
    ).data;

const digest = (canvas: Canvas): string => createHash('sha256').update(pixels(canvas)).digest('hex');

const luminances = (canvas: Canvas, zone?: Zone): number[] => {
  const data = pixels(canvas, zone);
  return Array.from({ length: data.length / 4 }, (_, point) =>
    luminance(data[point * 4] ?? 0, data[point * 4 + 1] ?? 0, data[point * 4 + 2] ?? 0),
  );
};

/** Mean step of lightness (0..255, green) from a pixel to the one two to its right: what disturbs thin strokes of text. */
const unrest = (canvas: Canvas, zone: Zone): number => {
  const data = pixels(canvas, zone);
  const width = Math.round(zone.width * canvas.width);
  let sum = 0;
  for (let point = 0; point < data.length / 4; point++) {
    if (point % width >= 2) sum += Math.abs((data[point * 4 + 1] ?? 0) - (data[point * 4 - 7] ?? 0));
  }
  return sum / (data.length / 4);
};

describe('paintPicture', () => {
  it('gives the same pixels for the same spec and others for another seed', () => {
    for (const scene of sceneNames) {
      const one = digest(paintPicture(specOf({ scene }), DIGEST_SCALE).full);
      expect(digest(paintPicture(specOf({ scene }), DIGEST_SCALE).full)).toBe(one);
      expect(digest(paintPicture(specOf({ scene, seed: 'other' }), DIGEST_SCALE).full)).not.toBe(one);
    }
  });

  it.each(sceneNames)(
    'paints %s at every part of day, in every season and weather, readable and with all its planes',
    (scene) => {
      const { safe, planes, tones } = sceneInfo(scene);
      partsOfDay.forEach((partOfDay, hour) => {
        // Each part of day meets other weathers in the next scene: together all of them.
        const shift = (hour + sceneNames.indexOf(scene)) * WEATHERS;
        Array.from({ length: WEATHERS }, (_, index) => shift + index).forEach((weather) => {
          const sky = skies[weather % skies.length] ?? null;
          const season = seasons[(hour + weather) % 4] ?? 'spring';
          const picture = paintPicture(specOf({ scene, partOfDay, sky, season, seed: `${hour}/${weather}` }), SCALE);
          expect(picture.planes.map(({ name }) => name)).toEqual(planes.map(({ name }) => name));
          const all = luminances(picture.full);
          expect(Math.max(...all) - Math.min(...all)).toBeGreaterThan(0.1);
          const tone = textTone(picture.full, safe.headline);
          expect([scene, partOfDay, sky, tone]).toEqual([scene, partOfDay, sky, tones[partOfDay]]);
          const zone = luminances(picture.full, safe.headline).sort((a, b) => a - b);
          const worst = zone[Math.floor(zone.length * (tone === 'light' ? 0.99 : 0.01))] ?? 0;
          const contrast = tone === 'light' ? 1.05 / (worst + 0.05) : (worst + 0.05) / 0.07;
          expect([scene, partOfDay, sky, contrast > 4.5 ? 'readable' : contrast]).toEqual([
            scene,
            partOfDay,
            sky,
            'readable',
          ]);
        });
      });
    },
  );

  it('keeps the places of poem and seal quiet in every seed', () => {
    const drawn = Array.from({ length: 60 }, (_, index) => ({
      x: index * 5,
      y: 200 - (index % 30) * 6,
      time: index * 16,
    }));
    for (const scene of sceneNames) {
      const { headline, seal } = sceneInfo(scene).safe;
      for (let seed = 0; seed < SEEDS; seed++) {
        const season = seasons[seed % 4] ?? 'spring';
        const spec = specOf({
          scene,
          seed: `quiet ${seed}`,
          season,
          partOfDay: partsOfDay[seed % 4] ?? 'day',
          ink: seed % 2 ? drawn : [],
        });
        const { full } = paintPicture(spec, SCALE);
        expect([scene, seed, unrest(full, headline) < 3.5]).toEqual([scene, seed, true]);
        expect([scene, seed, unrest(full, seal) < 4.5]).toEqual([scene, seed, true]);
      }
    }
  });

  it('paints the drawing into the far plane', () => {
    const ink = Array.from({ length: 60 }, (_, index) => ({
      x: index * 5,
      y: 200 - 90 * Math.exp(-(((index - 20) / 6) ** 2)),
      time: index * 16,
    }));
    const without = paintPicture(specOf({}), SCALE).planes[1];
    const drawn = paintPicture(specOf({ ink }), SCALE).planes[1];
    expect(without && drawn && digest(without.canvas) !== digest(drawn.canvas)).toBe(true);
  });

  it('shows the moon only when it is up and not behind rain', () => {
    const sky = (part: Partial<PaintSpec>) => {
      const plane = paintPicture(specOf({ scene: 'moon-river', partOfDay: 'night', ...part }), SCALE).planes[0];
      return plane === undefined
        ? 0
        : Math.max(...luminances(plane.canvas, { x: 0.1, y: 0.1, width: 0.25, height: 0.42 }));
    };
    expect(sky({})).toBeGreaterThan(0.6);
    expect(sky({ moon: { fraction: 0.8, waxing: true, altitude: -5 }, sky: 'cloudy' })).toBeLessThan(0.6);
    expect(sky({ moon: null, sky: 'rain' })).toBeLessThan(0.6);
  });
});

describe('encodePainting', () => {
  it.each([
    specOf({ scene: 'snow-village', sky: 'snow', partOfDay: 'day', season: 'winter' }),
    specOf({ scene: 'lantern-lane', sky: 'rain', partOfDay: 'night' }),
  ])(
    'keeps the bounds of a page and places its planes: $scene',
    async (spec) => {
      const painting = await encodePainting(paintPicture(spec, 1), sceneInfo(spec.scene));
      expect([painting.width, painting.height]).toEqual([1080, 2080]);
      expect(painting.full.length).toBeLessThan(250 * 1024);
      expect(painting.planes.reduce((bytes, { webp }) => bytes + webp.length, 0)).toBeLessThanOrEqual(120 * 1024);
      for (const { x, y, width, webp } of painting.planes) {
        expect(x >= 0 && y >= 0 && width > 0 && x + width <= 100.1).toBe(true);
        expect(webp.subarray(8, 12).toString()).toBe('WEBP');
      }
      expect(painting.bleed.top).toMatch(/^#[0-9a-f]{6}$/);
    },
    30_000,
  );
});
