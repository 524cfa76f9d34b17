import type { GateFinding } from '@mojian/contracts/card/gate-report';
import type { Interaction } from '@mojian/contracts/card/page';
import type { CDPSession } from 'playwright-core';
import { finding } from './finding.js';
import type { PageClock } from './page-clock.js';
import type { Probe } from './page-probe.js';
import { attemptsOf, type Point, playGesture } from './play-gesture.js';
import type { ElementState } from './probe-element.js';
import { difference, type ScreenSize, takePicture } from './screen.js';

/** The open page and what looks into it. */
export interface OpenedPage {
  readonly cdp: CDPSession;
  readonly clock: PageClock;
  readonly probe: Probe;
  readonly width: number;
  readonly phone: ScreenSize;
}

/**
 * Waits after a gesture, one after another, until its effect shows; an envelope takes two seconds to open. A picture
 * costs as much as ten frames, so pixels are looked at less often.
 */
const settleMs = {
  pixels: [450, 650, 1_100],
  others: [150, 150, 150, 150, 200, 300, 300, 400, 400],
} as const;

/** What begins to move goes on moving; the next gesture wants it nearly at rest. */
const restMs = 600;

/** Between frames, of which each costs 20 to 50 ms however little of the page's time passed. */
const idleFrameMs = 200;
const effectFrameMs = { wait: 200, gesture: 150 };

/** An opening envelope uncovers what lies in it within this time. */
const uncoverMs = { step: 400, times: 6 };

/** A finger aims at what has come to rest. */
const stillMs = { step: 100, times: 8 };
const stillPx = 2;

/** Page time given to an interaction that only waits. */
const patienceMs = { pixels: [1_000, 1_500, 2_500], others: Array.from({ length: 13 }, () => 400) };

/** Page time between two pictures that show what moves by itself. */
const restlessMs = 450;

/** Share of the pixels that must change, and how much more than by themselves. */
const visibleShare = 0.003;
const overControl = 1.25;

/** How an element was before what is to change it. */
export interface Before {
  readonly state: ElementState | null;
  readonly picture: Buffer | null;
  /** Share of the pixels that change without a gesture. */
  readonly restless: number;
}

/** How the elements stand that change by themselves, before anything was played: each change may come at any time. */
export async function lookAtWaits(
  page: OpenedPage,
  interactions: readonly Interaction[],
): Promise<Map<Interaction, Before>> {
  const befores = new Map<Interaction, Before>();
  for (const interaction of interactions) {
    if (interaction.gesture === 'wait') befores.set(interaction, await look(page, interaction));
  }
  return befores;
}

/**
 * Plays one interaction of the contract; a finding when its effect does not show. `before` is how things stood when
 * the page was opened, for an interaction that only waits.
 */
export async function playInteraction(
  page: OpenedPage,
  interaction: Interaction,
  before?: Before,
): Promise<GateFinding[]> {
  const dead = (why: string): GateFinding[] => [finding('DEAD_CONTROL', `${interaction.name}: ${why}`, page.width)];
  const point = interaction.gesture === 'wait' ? { x: 0, y: 0, covered: false } : await reach(page, interaction.target);
  if (point === null) return dead(`${interaction.target} is not in the page`);
  for (let attempt = 0; attempt < attemptsOf(interaction.gesture); attempt += 1) {
    if (await hasEffect(page, interaction, { at: point, attempt, before })) {
      await page.clock.advance(restMs, idleFrameMs);
      return [];
    }
  }
  const covered = point.covered ? `; ${interaction.target} is covered` : '';
  return dead(`${interaction.gesture} changes no ${interaction.expect.change} of ${shownBy(interaction)}${covered}`);
}

/** Where a finger reaches the target, once it lies free and still; what never rests is touched where it is then. */
async function reach(page: OpenedPage, target: string): Promise<(Point & { covered: boolean }) | null> {
  let point = await page.probe('touchPoint', target);
  for (let times = 0; point?.covered && times < uncoverMs.times; times += 1) {
    await page.clock.advance(uncoverMs.step);
    point = await page.probe('touchPoint', target);
  }
  for (let times = 0; point && times < stillMs.times; times += 1) {
    await page.clock.advance(stillMs.step);
    const next: typeof point | null = await page.probe('touchPoint', target);
    const moved = next ? Math.hypot(next.x - point.x, next.y - point.y) : 0;
    point = next;
    if (moved < stillPx) break;
  }
  return point;
}

const shownBy = ({ expect, target }: Interaction): string => expect.selector ?? target;

interface Play {
  readonly at: Point;
  readonly attempt: number;
  readonly before: Before | undefined;
}

async function hasEffect(
  page: OpenedPage,
  interaction: Interaction,
  { at, attempt, before: opened }: Play,
): Promise<boolean> {
  const before = opened ?? (await look(page, interaction));
  if (opened && (await isChanged(page, interaction, opened))) return true;
  await playGesture(page, interaction.gesture, at, attempt);
  const [waits, frameMs] =
    interaction.gesture === 'wait' ? [patienceMs, effectFrameMs.wait] : [settleMs, effectFrameMs.gesture];
  for (const ms of waits[interaction.expect.change === 'pixels' ? 'pixels' : 'others']) {
    await page.clock.advance(ms, frameMs);
    if (await isChanged(page, interaction, before)) return true;
  }
  // On a busy machine the last frames may not have been drawn: nothing is called dead for that.
  await page.clock.catchUp();
  return isChanged(page, interaction, before);
}

async function look(page: OpenedPage, interaction: Interaction): Promise<Before> {
  const state = await page.probe('elementState', shownBy(interaction));
  const box = state?.box ?? null;
  if (interaction.expect.change !== 'pixels' || box === null) return { state, picture: null, restless: 0 };
  const earlier = await takePicture(page, box, 0.5);
  await page.clock.advance(restlessMs);
  const picture = await takePicture(page, box, 0.5);
  return { state, picture, restless: await difference(earlier, picture) };
}

async function isChanged(page: OpenedPage, interaction: Interaction, before: Before): Promise<boolean> {
  const { change } = interaction.expect;
  const after = await page.probe('elementState', shownBy(interaction));
  if (change !== 'pixels') return stateOf(before.state, change) !== stateOf(after, change);
  if (before.picture === null) return after?.box !== undefined && after.box !== null;
  const box = before.state?.box;
  if (!box) return false;
  const share = await difference(before.picture, await takePicture(page, box, 0.5));
  return share >= visibleShare && share >= overControl * before.restless;
}

/** An element that is not there shows nothing and says nothing. */
const stateOf = (state: ElementState | null, change: 'text' | 'attribute' | 'class' | 'visible'): string =>
  state?.[change] ?? (change === 'visible' ? 'false' : '');
