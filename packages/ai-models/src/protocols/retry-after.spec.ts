import { describe, expect, it } from '@jest/globals';
import { readRetryAfter } from './retry-after.js';

const now = new Date('2026-11-22T09:00:00Z');
const afterOf = (headers: Record<string, string>) => readRetryAfter(new Headers(headers), now);

describe('readRetryAfter', () => {
  it.each<[Record<string, string>, number | undefined]>([
    [{ 'retry-after': '20' }, 20_000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '1.5' }, 1500],
    [{ 'retry-after-ms': '250', 'retry-after': '1' }, 250],
    [{ 'retry-after': 'Sun, 22 Nov 2026 09:01:30 GMT' }, 90_000],
    [{ 'retry-after': 'Sun, 22 Nov 2026 08:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '' }, undefined],
    [{}, undefined],
  ])('reads %j as %p ms', (headers, ms) => {
    expect(afterOf(headers)).toBe(ms);
  });
});
