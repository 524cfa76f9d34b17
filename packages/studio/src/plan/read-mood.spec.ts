import { describe, expect, it } from '@jest/globals';
import { makeBrief } from '../brief.fixture.js';
import { type InkShape, sampleInk } from '../sample-ink.js';
import { readInk } from './read-ink.js';
import { readMood } from './read-mood.js';

describe('readInk', () => {
  it.each<[InkShape, string]>([
    ['jagged', 'angry'],
    ['restless', 'anxious'],
    ['ring', 'love'],
    ['whirl', 'joy'],
    ['coil', 'longing'],
    ['tangle', 'anxious'],
    ['rise', 'hope'],
    ['fall', 'sad'],
    ['drift', 'calm'],
    ['dash', 'joy'],
    ['scattered', 'lonely'],
  ])('reads %s strokes as %s', (shape, mood) => {
    expect(readInk(sampleInk(shape))).toBe(mood);
  });

  it('reads nothing in a dot, and a drawing without times by its form', () => {
    const timeless = sampleInk('ring').map(({ x, y }) => ({ x, y, time: 0 }));
    expect(readInk([])).toBeNull();
    expect(readInk(Array.from({ length: 20 }, () => ({ x: 5, y: 5, time: 0 })))).toBeNull();
    expect(readInk(timeless)).toBe('love');
  });

  it('reads the same hand on a small canvas and on a large one', () => {
    const small = sampleInk('jagged').map((point) => ({ ...point, x: point.x / 8, y: point.y / 8 }));
    expect(readInk(small)).toBe('angry');
  });
});

describe('readMood', () => {
  it('names everything that spoke for the mood, the words first', () => {
    const brief = makeBrief({
      words: '谢谢你，我很想你，想家了',
      mood: 'longing',
      ink: sampleInk('coil'),
      weather: { sky: 'rain' },
    });
    expect(readMood(brief)).toEqual({
      mood: 'longing',
      reasons: ['你写到了“想你”', '你写到了“想家”', '你选了“想念”', '你的笔迹绕来绕去，又回到原处', '此刻的天气'],
    });
  });

  it('lets the pick decide between two feelings that the words tell alike, and over words that tell little', () => {
    expect(readMood(makeBrief({ words: '开心，也难过', mood: 'joy' })).mood).toBe('joy');
    expect(readMood(makeBrief({ words: '开心，也难过', mood: 'sad' })).mood).toBe('sad');
    expect(readMood(makeBrief({ words: '出门散步', mood: 'lonely' })).mood).toBe('lonely');
    expect(readMood(makeBrief({ words: '出门散步' })).mood).toBe('calm');
  });

  it('lets pick, hand and weather together not overrule plain words', () => {
    const brief = makeBrief({ words: '谢谢你', mood: 'hope', ink: sampleInk('rise'), weather: { sky: 'wind' } });
    expect(readMood(brief).mood).toBe('grateful');
  });

  it('gives its reasons in the language of the card', () => {
    const brief = makeBrief({ words: 'I miss you', language: 'en', mood: 'longing', ink: sampleInk('coil') });
    expect(readMood(brief).reasons).toEqual([
      'You wrote “miss you”',
      'You chose longing',
      'Your strokes circle and come back',
    ]);
  });
});
