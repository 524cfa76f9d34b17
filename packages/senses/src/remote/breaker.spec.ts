import { describe, expect, it } from '@jest/globals';
import { Breaker } from './breaker.js';
import type { ProviderFault } from './provider-error.js';

const setUp = () => {
  let now = Date.parse('2026-11-22T08:00:00Z');
  const breaker = new Breaker(() => new Date(now));
  const fail = (fault: ProviderFault, times = 1) => {
    for (let i = 0; i < times; i += 1) breaker.failed(fault);
  };
  const pass = (seconds: number): void => {
    now += seconds * 1000;
  };
  return { breaker, fail, pass };
};

describe('Breaker', () => {
  it('closes a provider after three failures in a row, not before', () => {
    const { breaker, fail } = setUp();
    fail('failed', 2);
    breaker.succeeded();
    fail('failed', 2);
    expect(breaker.admit()).toBe(true);
    fail('failed');
    expect(breaker.admit()).toBe(false);
  });

  it('lets one question through after the pause, and believes its answer', () => {
    const { breaker, fail, pass } = setUp();
    fail('failed', 3);
    pass(29);
    expect(breaker.admit()).toBe(false);
    pass(1);
    expect([breaker.admit(), breaker.admit()]).toEqual([true, false]);
    breaker.succeeded();
    expect([breaker.admit(), breaker.admit()]).toEqual([true, true]);
  });

  it('rests twice as long each time, ten minutes at most', () => {
    const { breaker, fail, pass } = setUp();
    fail('failed', 3);
    for (const seconds of [30, 60, 120, 240, 480, 600, 600]) {
      pass(seconds - 1);
      expect(breaker.admit()).toBe(false);
      pass(1);
      expect(breaker.admit()).toBe(true);
      fail('failed');
    }
  });

  it('does not count what was under way when it closed', () => {
    const { breaker, fail, pass } = setUp();
    fail('failed', 8);
    pass(30);
    expect(breaker.admit()).toBe(true);
  });

  it.each([
    ['busy', 60],
    ['refused', 600],
  ] as const)('lets a provider that is %s rest for %d s at once', (fault, seconds) => {
    const { breaker, fail, pass } = setUp();
    fail(fault);
    pass(seconds - 1);
    expect(breaker.admit()).toBe(false);
    pass(1);
    expect(breaker.admit()).toBe(true);
  });
});
