import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import type { CDPSession } from 'playwright-core';
import { createPageClock } from './page-clock.js';

/** A browser that tells the end of each step that is granted, but of those that `loses` names by number. */
function browser(loses: (step: number) => boolean) {
  const events = new EventEmitter();
  let steps = 0;
  const send = async (): Promise<void> => {
    steps += 1;
    if (!loses(steps)) setImmediate(() => events.emit('Emulation.virtualTimeBudgetExpired'));
  };
  const session = Object.assign(events, { send });
  return { session: session as unknown as CDPSession, steps: () => steps };
}

const drawn = async (): Promise<number> => 0;

describe('the clock of a page', () => {
  it('takes a step once more whose end was told to nobody', async () => {
    const { session, steps } = browser((step) => step === 2);
    const clock = createPageClock(session, drawn);
    await clock.advance(300, 100);
    expect([clock.elapsed(), steps()]).toEqual([300, 4]);
  });

  it('lets time creep for an answer that needs frames, and stands still for one that comes', async () => {
    const { session } = browser(() => false);
    const clock = createPageClock(session, drawn);
    await expect(clock.settle(Promise.resolve('here'))).resolves.toBe('here');
    expect(clock.elapsed()).toBe(0);
    const afterFrames = new Promise<string>((resolve) => {
      let heard = 0;
      session.on('Emulation.virtualTimeBudgetExpired', () => {
        heard += 1;
        if (heard === 3) resolve('after three steps');
      });
    });
    await expect(clock.settle(afterFrames)).resolves.toBe('after three steps');
    expect(clock.elapsed()).toBeGreaterThanOrEqual(48);
  });
});
