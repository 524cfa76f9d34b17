import { describe, expect, it } from '@jest/globals';
import { withoutThinking } from './without-thinking.js';

const readAll = (pieces: readonly string[]): string => {
  const read = withoutThinking();
  return pieces.map(read).join('');
};

describe('withoutThinking', () => {
  const answer = '<think>rain <b> or </thi snow?</think>\n\n雨<think>在</think>';
  it.each([1, 2, 3, 7, 100])('leaves out what stands before the answer, in pieces of %d', (length) => {
    const pieces = answer.match(new RegExp(`[^]{1,${length}}`, 'gu')) ?? [];
    expect(readAll(pieces).trimStart()).toBe('雨<think>在</think>');
  });

  it('leaves every other answer as it is', () => {
    for (const text of ['雨', '  <p>雨</p>', '<thinking>', '{"a":1}', ' \n雨']) expect(readAll([...text])).toBe(text);
  });
});
