import type { Interaction } from '@mojian/contracts/card/page';
import type { CDPSession } from 'playwright-core';
import type { PageClock } from './page-clock.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

type Gesture = Interaction['gesture'];

interface Movement {
  /** Offsets from the touched point, one after another; none for a finger that stays. */
  readonly path: readonly Point[];
  readonly ms: number;
}

const tap: Movement = { path: [], ms: 40 };
const straight = (x: number, y: number, ms: number): Movement => ({ path: [{ x, y }], ms });
const wipe: Movement = {
  path: [
    [70, 10],
    [-70, 25],
    [70, 40],
    [-70, -30],
    [60, -60],
  ].map(([x = 0, y = 0]) => ({ x, y })),
  ms: 600,
};

/** What a person would try, in order, until something happens: the contract names no direction. */
const movements: Readonly<Record<Gesture, readonly Movement[]>> = {
  tap: [tap],
  longpress: [{ path: [], ms: 900 }],
  swipe: [straight(-190, 0, 130), straight(190, 0, 130), straight(0, -220, 130), straight(0, 220, 130)],
  drag: [straight(90, -40, 600), wipe, straight(0, -200, 600), straight(0, 200, 600)],
  wait: [],
};

/** How often a gesture may be tried. */
export const attemptsOf = (gesture: Gesture): number => Math.max(1, movements[gesture].length);

/** A touch event every so many ms of the page's time. */
const touchEveryMs = 26;

/** Plays a gesture with real touch events, at the `attempt`th manner of it. */
export async function playGesture(
  { cdp, clock }: { readonly cdp: CDPSession; readonly clock: PageClock },
  gesture: Gesture,
  at: Point,
  attempt: number,
): Promise<void> {
  const movement = movements[gesture][attempt];
  if (movement === undefined) return;
  const touch = (type: TouchType, finger: Point | null) => clock.settle(dispatchTouch(cdp, type, finger));
  await touch('touchStart', at);
  const points = pointsOf(movement, at);
  if (points.length === 0) await clock.advance(movement.ms, movement.ms);
  for (const point of points) {
    await clock.advance(touchEveryMs, touchEveryMs);
    await touch('touchMove', point);
  }
  await touch('touchEnd', null);
}

function pointsOf({ path, ms }: Movement, at: Point): Point[] {
  const steps = Math.max(2, Math.round(ms / touchEveryMs / Math.max(1, path.length)));
  return path.flatMap((to, index) => {
    const from = path[index - 1] ?? { x: 0, y: 0 };
    return Array.from({ length: steps }, (_, step) => {
      const part = (step + 1) / steps;
      return { x: at.x + from.x + (to.x - from.x) * part, y: at.y + from.y + (to.y - from.y) * part };
    });
  });
}

type TouchType = 'touchStart' | 'touchMove' | 'touchEnd';

/** Answered when the page has dealt with it, for which a browser may wait until the next frame. */
const dispatchTouch = (cdp: CDPSession, type: TouchType, at: Point | null): Promise<unknown> =>
  cdp.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [{ x: at.x, y: at.y }] : [] });
