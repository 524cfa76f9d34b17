import { describe, expect, it } from '@jest/globals';
import { parseCardArguments } from './card-arguments.js';

describe('arguments of card', () => {
  it('are words and options in any order', () => {
    const parsed = parseCardArguments([
      '今天西湖',
      '--place',
      '30.24,120.15',
      '下雨',
      '--to',
      '小满',
      '--from=阿禾',
      '--open',
    ]);
    expect(parsed).toMatchObject({
      words: '今天西湖 下雨',
      place: { latitude: 30.24, longitude: 120.15 },
      recipient: '小满',
      sender: '阿禾',
      open: true,
    });
  });

  it('accept a place that was typed on a Chinese keyboard, and the southern hemisphere', () => {
    expect(parseCardArguments(['雨', '--place=-33.86，151.2']).place).toEqual({ latitude: -33.86, longitude: 151.2 });
  });

  it.each(['91,0', '0,181', '30.24', '1,2,3', 'x,y', '', ','])('refuse the place "%s"', (place) => {
    expect(() => parseCardArguments(['雨', `--place=${place}`])).toThrow('latitude,longitude');
  });

  it('want words', () => {
    expect(() => parseCardArguments(['--open', '  '])).toThrow('What shall the card say?');
  });
});
