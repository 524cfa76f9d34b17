import { setTimeout as delay } from 'node:timers/promises';
import type { CDPSession } from 'playwright-core';
import type { FrameDebt } from './probe-element.js';

/** The page's time, which passes only when told; five seconds of animation take a fraction of one. */
export interface PageClock {
  /** Milliseconds since the page was open. */
  readonly elapsed: () => number;
  /** Lets time pass, drawing a frame every `frameMs`. */
  readonly advance: (ms: number, frameMs?: number) => Promise<void>;
  /** Lets time pass in small steps until the work is done: a picture of a page whose time stands still is never drawn. */
  readonly advanceWhile: <T>(work: Promise<T>) => Promise<T>;
  /** Waits for an answer that needs at most the frame that is due, and lets time creep only if it does not come. */
  readonly settle: <T>(work: Promise<T>) => Promise<T>;
  /** Waits until a frame is drawn, however busy the machine is: animations stand then where the time says. */
  readonly catchUp: () => Promise<void>;
}

/** Every step draws one frame, or pages that count frames instead of time would stand still. */
const defaultFrameMs = 100;
const smallStepMs = 16;

/** Real time between these steps, in which the browser draws; asking for frames meanwhile would stop it. */
const breathMs = 3;

/** Real time in which a frame is drawn, if it is drawn at all: now and then one waits until time passes again. */
const frameWaitMs = 60;

/** Real time after which a frame is not waited for any more. */
const longestFrameMs = 3_000;

/** While a page loads, which it does not while its time stands still. */
const loadingStepMs = 1;

/** Real time after which a step of a page that loads is taken anew: its end is told to nobody when the page changes its process. */
const lostStepMs = 200;

/** As above, of an open page, whose script may be at work all this time. */
const lostOpenStepMs = 1_500;

/** Real time after which a gesture's answer is not coming without further frames; one comes within a frame or two. */
const frameNeededMs = 250;

/**
 * Takes over timers, animations and clocks of the page, and lets them creep while it is opened: on a busy machine the
 * loading takes seconds, which its script shall not have lived through when it is looked at first.
 */
export async function openSlowly<T>(cdp: CDPSession, opening: () => Promise<T>): Promise<T> {
  await cdp.send('Emulation.setVirtualTimePolicy', { policy: 'pause' });
  return stepWhile(opening(), () => Promise.race([passTime(cdp, loadingStepMs), delay(lostStepMs)]));
}

async function passTime(cdp: CDPSession, budget: number): Promise<void> {
  const expired = new Promise<void>((resolve) => cdp.once('Emulation.virtualTimeBudgetExpired', () => resolve()));
  await cdp.send('Emulation.setVirtualTimePolicy', { policy: 'advance', budget });
  await expired;
}

/** A step whose end was told to nobody is taken once more: a visit would wait for it until its deadline. */
async function takeStep(cdp: CDPSession, budget: number): Promise<void> {
  const isTaken = await Promise.race([passTime(cdp, budget).then(() => true), delay(lostOpenStepMs, false)]);
  if (!isTaken) await takeStep(cdp, budget);
}

async function stepWhile<T>(work: Promise<T>, step: () => Promise<void>): Promise<T> {
  const done = new AbortController();
  const settled = work.finally(() => done.abort());
  const steps = (async () => {
    while (!done.signal.aborted) {
      await step();
      await delay(breathMs);
    }
  })();
  const [result] = await Promise.all([settled, steps]);
  return result;
}

/** For a page that was opened with its time taken over. `drawn` resolves with the time of the next frame. */
export function createPageClock(cdp: CDPSession, drawn: (debt: FrameDebt) => Promise<number>): PageClock {
  let elapsed = 0;
  let debt: FrameDebt = { since: null, ms: 0 };
  const pass = async (budget: number): Promise<void> => {
    await takeStep(cdp, budget);
    elapsed += budget;
    debt = { ...debt, ms: debt.ms + budget };
  };
  const draw = async (): Promise<void> => {
    const since = await drawn(debt);
    debt = { since, ms: 0 };
  };
  const advance = async (ms: number, frameMs = defaultFrameMs): Promise<void> => {
    for (let left = ms; left > 0; left -= frameMs) {
      await pass(Math.min(left, frameMs));
      await Promise.race([draw(), delay(frameWaitMs)]);
    }
  };
  const advanceWhile = <T>(work: Promise<T>): Promise<T> => stepWhile(work, () => pass(smallStepMs));
  const settle = async <T>(work: Promise<T>): Promise<T> => {
    const isAnswered = await Promise.race([work.then(() => true), delay(frameNeededMs, false)]);
    return isAnswered ? work : advanceWhile(work);
  };
  const catchUp = (): Promise<void> => advanceWhile(Promise.race([draw(), delay(longestFrameMs)]));
  return { elapsed: () => elapsed, advance, advanceWhile, settle, catchUp };
}
