import { describe, expect, it } from '@jest/globals';
import { readEarlyTitle } from './early-title.js';

describe('the title of an answer that is being written', () => {
  it('is told as soon as it stands there whole', () => {
    const answer = '```json\n{ "title" : "雨落\\"西湖\\"", "mood": "longing"';
    const seen = Array.from(answer, (_, index) => readEarlyTitle(answer.slice(0, index + 1)));
    const first = seen.findIndex((title) => title !== null);
    expect(seen[first]).toBe('雨落"西湖"');
    expect(answer[first]).toBe('"');
    expect(new Set(seen.slice(first))).toEqual(new Set(['雨落"西湖"']));
  });

  it.each([
    ['an empty one', '{"title":"",'],
    ['a long one', `{"title":"${'长'.repeat(25)}",`],
    ['one with a bad escape', '{"title":"\\q",'],
    ['another key', '{"subtitle":"雨",'],
    ['words that are not fit for a card', '{"title":"加微信领红包",'],
  ])('is not %s', (_, answer) => {
    expect(readEarlyTitle(answer)).toBeNull();
  });
});
