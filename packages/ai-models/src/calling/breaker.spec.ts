import { describe, expect, it } from '@jest/globals';
import { type Breaker, type CallSign, createBreaker } from './breaker.js';
import { virtualClock } from './virtual-clock.fixture.js';

const setUp = () => {
  const clock = virtualClock();
  const states: string[] = [];
  const breaker = createBreaker({
    clock,
    failures: 3,
    windowMs: 10_000,
    restMs: 5000,
    onChange: (state) => states.push(state),
  });
  return { clock, breaker, states };
};

const call = (breaker: Breaker, ...signs: readonly CallSign[]) => {
  const passed = signs.map((sign) => {
    const settle = breaker.pass();
    settle?.(sign);
    return settle !== null;
  });
  return passed.every(Boolean);
};

describe('a breaker', () => {
  it('opens at the third failure in a row, and not before', () => {
    const { breaker, states } = setUp();
    expect(call(breaker, 'failed', 'failed', 'alive', 'failed', 'failed')).toBe(true);
    expect(breaker.refuses()).toBe(false);
    call(breaker, 'unknown', 'failed');
    expect(breaker.refuses()).toBe(true);
    expect(breaker.pass()).toBeNull();
    expect(states).toEqual(['open']);
  });

  it('forgets failures that are older than the window', () => {
    const { breaker, clock } = setUp();
    call(breaker, 'failed', 'failed');
    clock.advance(10_001);
    call(breaker, 'failed');
    expect(breaker.refuses()).toBe(false);
  });

  it('lets one probe at a time through after its rest, and closes with an answer', () => {
    const { breaker, clock, states } = setUp();
    call(breaker, 'failed', 'failed', 'failed');
    clock.advance(4999);
    expect(breaker.pass()).toBeNull();
    clock.advance(1);
    const settle = breaker.pass();
    expect(settle).not.toBeNull();
    expect(breaker.pass()).toBeNull();
    settle?.('alive');
    expect(call(breaker, 'failed', 'failed')).toBe(true);
    expect(states).toEqual(['open', 'closed']);
  });

  it('rests anew when the probe fails, and lets another through when it was ended before it could tell', () => {
    const { breaker, clock, states } = setUp();
    call(breaker, 'failed', 'failed', 'failed');
    clock.advance(5000);
    expect(call(breaker, 'unknown', 'failed')).toBe(true);
    expect(breaker.refuses()).toBe(true);
    clock.advance(5000);
    expect(breaker.refuses()).toBe(false);
    expect(states).toEqual(['open']);
  });

  it('does not rest longer because of calls that began before it opened', () => {
    const { breaker, clock } = setUp();
    const late = breaker.pass();
    call(breaker, 'failed', 'failed', 'failed');
    clock.advance(4000);
    late?.('failed');
    clock.advance(1000);
    expect(breaker.refuses()).toBe(false);
  });
});
