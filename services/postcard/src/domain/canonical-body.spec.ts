import { describe, expect, it } from '@jest/globals';
import { canonicalHash } from './canonical-body.js';

describe('canonicalHash', () => {
  it('does not see the order of keys, nor fields that are absent', () => {
    const one = canonicalHash({ user_input: '雨', context: { latitude: 1, longitude: 2 }, mood: null });
    const other = canonicalHash({ context: { longitude: 2, latitude: 1, city: undefined }, user_input: '雨' });
    expect(one).toBe(other);
    expect(one).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    [{ a: 1 }, { a: '1' }],
    [{ a: [1, 2] }, { a: [2, 1] }],
    [{ a: 'x","b":"y' }, { a: 'x', b: 'y' }],
    [{ a: '' }, {}],
  ])('tells %j from %j', (one, other) => {
    expect(canonicalHash(one)).not.toBe(canonicalHash(other));
  });
});
