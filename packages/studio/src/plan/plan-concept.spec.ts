import { describe, expect, it } from '@jest/globals';
import { Concept } from '@mojian/contracts/card/concept';
import { makeBrief } from '../brief.fixture.js';
import { planConcept } from './plan-concept.js';

const seeds = Array.from({ length: 24 }, (_, index) => `seed-${index}`);
const stroke = (at: (part: number) => { x: number; y: number }, milliseconds: number) =>
  Array.from({ length: 40 }, (_, index) => ({ ...at(index / 39), time: (index * milliseconds) / 40 }));

describe('planConcept', () => {
  it('gives the same concept for the same brief', () => {
    const brief = makeBrief({ words: '想你', seed: 'a' });
    expect(planConcept(brief)).toEqual(planConcept(brief));
    expect(() => Concept.parse(planConcept(brief))).not.toThrow();
  });

  it('takes the mood from words, then the pick, then the ink, then the weather', () => {
    const rising = stroke((part) => ({ x: part * 200, y: 300 - part * 260 }), 4000);
    expect(planConcept(makeBrief({ words: '想你', mood: 'angry', ink: rising })).mood).toBe('longing');
    expect(planConcept(makeBrief({ words: '嗯', mood: 'angry', ink: rising })).mood).toBe('angry');
    expect(planConcept(makeBrief({ words: '嗯', ink: rising })).mood).toBe('hope');
    expect(planConcept(makeBrief({ words: '嗯', weather: { sky: 'fog' } })).mood).toBe('lonely');
    expect(planConcept(makeBrief({ words: '嗯' })).mood).toBe('calm');
  });

  it('says why', () => {
    expect(planConcept(makeBrief({ words: '我不难过，只是有点想你' })).mood_reasons).toEqual(['你写到了“想你”']);
  });

  it('reads a jagged hand as unrest and a ring as love', () => {
    const zigzag = stroke((part) => ({ x: part * 100, y: Math.round(part * 39) % 2 ? 200 : 0 }), 20_000);
    const ring = stroke((part) => ({ x: 100 * Math.cos(part * 6.28), y: 100 * Math.sin(part * 6.28) }), 3000);
    expect(planConcept(makeBrief({ words: '嗯', ink: zigzag })).mood).toMatch(/angry|anxious/);
    expect(planConcept(makeBrief({ words: '嗯', ink: ring })).mood).toBe('love');
  });

  it.each([
    [{ weather: { sky: 'snow' as const } }, 'snow-village'],
    [{ weather: { sky: 'rain' as const }, place: { kind: 'lake' as const } }, 'lake-rain'],
    [
      {
        weather: { sky: 'clear' as const },
        almanac: { part_of_day: 'night' as const, moon: { fraction: 1, waxing: true, name: '满月', altitude: 50 } },
      },
      'moon-river',
    ],
    [
      { weather: { sky: 'clear' as const }, almanac: { part_of_day: 'dusk' as const, season: 'autumn' as const } },
      'sunset-reeds',
    ],
  ])('paints what is outside: %j', (facts, scene) => {
    for (const seed of seeds) expect(planConcept(makeBrief({ ...facts, seed })).scene).toBe(scene);
  });

  it.each([
    ['第一场雪，谢谢你一直都在。', 'winter' as const, 'snow-village'],
    ['落日很大，像你说过的那样', 'summer' as const, 'sunset-reeds'],
    ['I walked by the lake in the rain', 'spring' as const, 'lake-rain'],
  ])('paints what the words picture: %s', (words, season, scene) => {
    for (const seed of seeds) expect(planConcept(makeBrief({ words, seed, almanac: { season } })).scene).toBe(scene);
  });

  it('lets the season overrule the words', () => {
    const scenes = seeds.map(
      (seed) => planConcept(makeBrief({ words: '想看雪', seed, almanac: { season: 'summer' } })).scene,
    );
    expect(scenes).not.toContain('snow-village');
  });

  it('never snows on a summer day', () => {
    const scenes = seeds.map((seed) => planConcept(makeBrief({ seed, almanac: { season: 'summer' } })).scene);
    expect(scenes).not.toContain('snow-village');
  });

  it('makes another picture or opening than the last card had, where the facts allow one', () => {
    const part_of_day = ['dawn', 'day', 'dusk', 'night'] as const;
    const season = ['spring', 'summer', 'autumn', 'winter'] as const;
    const cards = seeds.map((seed, index) => {
      const almanac = { part_of_day: part_of_day[index % 4], season: season[Math.floor(index / 4) % 4] };
      const before = planConcept(makeBrief({ seed, almanac }));
      const recent = [{ scene: before.scene, template: before.template, lines: [] }];
      const { scene, template } = planConcept(makeBrief({ seed: `${seed}, another`, almanac, recent }));
      return scene === before.scene && template === before.template ? 'the same' : 'another';
    });
    expect(cards).toEqual(seeds.map(() => 'another'));
  });

  it('makes another one of another seed', () => {
    const kinds = seeds
      .map((seed) => planConcept(makeBrief({ seed })))
      .map(({ scene, template }) => `${scene} ${template}`);
    expect(new Set(kinds).size).toBeGreaterThan(3);
  });
});
