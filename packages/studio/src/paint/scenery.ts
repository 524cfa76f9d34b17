import type { Zone } from '../scenes/define-scene.js';
import { type SceneName, sceneInfo } from '../scenes/list.js';
import { rain, snow } from './brushes/fall.js';
import { mist } from './brushes/mist.js';
import { moon } from './brushes/moon.js';
import { inkSkyline, type Peak, type Ridge, type Rock, skyline, under } from './brushes/ridge.js';
import { stars } from './brushes/sky.js';
import { Chance, clamp, lerp, smoothstep } from './chance.js';
import { type Colour, channels, mix } from './colour.js';
import { Easel, HEIGHT, paintField, type Sheet, WIDTH } from './easel.js';
import { inkRidge, type RidgeProfile } from './ink-ridge.js';
import type { MoonFacts, PaintSpec } from './paint-spec.js';
import { type DayTones, type Tones, tonesFor } from './tones.js';

interface MoonPlace {
  readonly facts: MoonFacts;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** A scene as the painter knows it. Its planes are those of its `sceneInfo`, in that order. */
export interface Scene {
  readonly name: SceneName;
  readonly tones: DayTones;
  paint(scenery: Scenery): void;
}

const inside = (zone: Zone, x: number, y: number, margin: number): boolean =>
  x > zone.x * WIDTH - margin &&
  x < (zone.x + zone.width) * WIDTH + margin &&
  y > zone.y * HEIGHT - margin &&
  y < (zone.y + zone.height) * HEIGHT + margin;

/** All that a scene paints from: facts, tones, chance, and where the poem wants quiet. */
export class Scenery {
  readonly easel: Easel;
  readonly chance: Chance;
  readonly tones: Tones;
  /** The mountains, banks and boats stand the other way round; the poem's side never changes. */
  readonly mirrored: boolean;
  readonly facing: 1 | -1;
  readonly #ink: RidgeProfile | null;

  constructor(
    readonly spec: PaintSpec,
    table: DayTones,
    scale: number,
  ) {
    this.easel = new Easel(scale);
    this.chance = new Chance(`${spec.scene}/${spec.seed}`);
    this.tones = tonesFor(table, spec);
    this.mirrored = this.chance.fork('mirror').chance(0.5);
    this.facing = this.mirrored ? -1 : 1;
    this.#ink = inkRidge(spec.ink);
  }

  plane(name: string): Sheet {
    return this.easel.plane(name, this.chance);
  }

  /** `part` of the width, the other way round when the composition is mirrored. */
  readonly across = (part: number): number => (this.mirrored ? 1 - part : part);

  /** Inside or near the places of poem and seal. */
  readonly quiet = (x: number, y: number, margin = 26): boolean => {
    const { headline, seal } = sceneInfo(this.spec.scene).safe;
    return inside(headline, x, y, margin) || inside(seal, x, y, margin);
  };

  /** The highest a mountain may rise at column x: below the seal's zone on the poem's side, freely elsewhere. */
  readonly ceiling = (x: number): number => {
    const { headline, seal } = sceneInfo(this.spec.scene).safe;
    const low = (seal.y + seal.height) * HEIGHT + 20;
    const from = headline.x * WIDTH - 60;
    const to = (headline.x + headline.width) * WIDTH + 40;
    const outside = clamp(Math.max(from - x, x - to) / 220);
    return lerp(low, low - 180, outside * outside * (3 - 2 * outside));
  };

  /** The far ridge: the person's drawing, or a range of the scene's own when there is none. */
  farRidge(base: number, height: number, rock: Rock, peaks: (chance: Chance) => Peak[]): Ridge {
    const chance = this.chance.fork('far-ridge');
    if (this.#ink !== null) return under(inkSkyline(chance, this.#ink, { base, height }), base, this.ceiling);
    return under(skyline(chance, { base, peaks: peaks(chance), rock }), base, this.ceiling);
  }

  get night(): boolean {
    return this.spec.partOfDay === 'night';
  }

  /** Lamps are lit from dusk to dawn, and in weather that makes a dark day. */
  get lampsLit(): boolean {
    return this.spec.partOfDay !== 'day' || this.spec.sky === 'snow' || this.spec.sky === 'thunder';
  }

  /** Amount 0..1 of what falls: what was sensed; the scene's own, gently, when nobody said. */
  falling(kind: 'rain' | 'snow'): number {
    const { sky, scene } = this.spec;
    if (sky === null) return sceneInfo(scene).falls === kind ? 0.55 : 0;
    if (kind === 'snow') return sky === 'snow' ? 1 : 0;
    return sky === 'thunder' ? 1 : sky === 'rain' ? 0.75 : 0;
  }

  /** A colour at our feet in the light of the hour. */
  dimmed(colour: Colour, share = 1): Colour {
    return mix(colour, this.tones.silhouette, this.tones.dim * share);
  }

  /** Where the moon really stands in height; null when it is down, new, unknown or behind cloud. */
  moonPlace({ x, radius, horizon }: { x: number; radius: number; horizon: number }): MoonPlace | null {
    const { moon: facts, sky } = this.spec;
    const hidden = this.falling('rain') > 0 || sky === 'snow' || sky === 'fog';
    if (facts === null || hidden || facts.fraction < 0.02 || (facts.altitude ?? 38) < 0) return null;
    return { facts, x, radius, y: lerp(horizon - radius * 2.6, 300, clamp((facts.altitude ?? 38) / 62) ** 0.85) };
  }

  /** The real moon at its place; pale by day. */
  paintMoon(sheet: Sheet, place: MoonPlace | null): void {
    if (place === null) return;
    const shade = mix('#d3c090', this.tones.sky[2] ?? '#d3c090', 0.25);
    const strength = { night: 1, dusk: 0.85, dawn: 0.6, day: 0.3 }[this.spec.partOfDay];
    moon(sheet, { ...place, colour: '#fff5da', shade, halo: '#f8e4b4', strength });
  }

  /** Stars, unless the moon's disc (also its dark part) stands before them; faint behind the poem. */
  paintStars(sheet: Sheet, options: { count: number; lowest: number }, place: MoonPlace | null): void {
    if (!this.night) return;
    const covered = (x: number, y: number) =>
      place !== null && Math.hypot(x - place.x, y - place.y) < place.radius * 1.3;
    stars(sheet, { ...options, colour: '#ffffff', quiet: this.quiet, covered });
  }

  /**
   * Draws the upper sky's colour down behind poem and seal, with wide soft edges, where light words are to be read on
   * it: whatever clouds and glow are there stay darker than the words need.
   */
  deepenSky(sheet: Sheet): void {
    const { headline, seal } = sceneInfo(this.spec.scene).safe;
    if (this.tones.dim < 0.3) return;
    const [red, green, blue] = channels(this.tones.sky[Math.floor(this.tones.sky.length * 0.3)] ?? '#20243c');
    const [left, right] = [headline.x * WIDTH, (headline.x + headline.width) * WIDTH];
    const [top, bottom] = [headline.y * HEIGHT, (seal.y + seal.height) * HEIGHT];
    const reach = 240;
    const box = { x: left - reach, y: top, width: right - left + 2 * reach, height: bottom - top };
    paintField(sheet, box, 8, (x, y, out, at) => {
      const aside = smoothstep(-reach, -10, -Math.max(0, left - x, x - right));
      const down = smoothstep(top + 100, top + 560, y) * (1 - smoothstep(bottom - 170, bottom, y));
      out[at] = red;
      out[at + 1] = green;
      out[at + 2] = blue;
      out[at + 3] = 255 * 0.36 * aside * down;
    });
  }

  /** What the weather lays over everything: fog in the planes, rain and snow in the flattened picture. */
  paintWeather(front: Sheet): void {
    const { tones, easel, chance, spec } = this;
    if (spec.sky === 'fog') {
      for (const [y, strength] of [
        [1020, 0.75],
        [1300, 0.6],
      ] as const) {
        mist(front, { colour: tones.mist, y, height: 420, strength, fill: 0.9, reach: 900, name: 'fog' });
      }
    }
    const [drops, flakes] = [this.falling('rain'), this.falling('snow')];
    if (drops === 0 && flakes === 0) return;
    const veil = easel.veil(chance);
    const wind = veil.chance.between(0.06, 0.16) * (spec.sky === 'thunder' ? 1.8 : 1);
    if (drops > 0) rain(veil, { colour: tones.shine, amount: drops, wind, quiet: this.quiet });
    if (flakes > 0) snow(veil, { colour: '#ffffff', amount: flakes, quiet: this.quiet });
  }
}
