import { describe, expect, it } from '@jest/globals';
import { backOffMs, spread } from './back-off.js';

const ask = (retries: number, { random = 0.5, atLeastMs = 0, leftMs = 60_000 } = {}) =>
  backOffMs({ retries, atLeastMs, leftMs, random: () => random });

describe('pauses before retries', () => {
  it('are 2, 4 and 10 s, then there is none', () => {
    expect([0, 1, 2, 3].map((retries) => ask(retries))).toEqual([2000, 4000, 10_000, null]);
  });

  it('differ by a quarter at most', () => {
    expect([0, 1, 2].map((retries) => ask(retries, { random: 0 }))).toEqual([1500, 3000, 7500]);
    expect([0, 1, 2].map((retries) => ask(retries, { random: 1 }))).toEqual([2500, 5000, 12_500]);
  });

  it('are never shorter than the provider asks for', () => {
    expect(ask(0, { atLeastMs: 7000, random: 0 })).toBe(7000);
    expect(ask(0, { atLeastMs: 8000, random: 1 })).toBe(10_000);
    expect(ask(0, { atLeastMs: 100 })).toBe(2000);
    expect(spread(1000, () => 0)).toBe(1000);
  });

  it('are not made when no time would be left', () => {
    expect(ask(0, { leftMs: 2000 })).toBeNull();
    expect(ask(0, { leftMs: 2001 })).toBe(2000);
    expect(ask(0, { atLeastMs: 60_000 })).toBeNull();
  });
});
