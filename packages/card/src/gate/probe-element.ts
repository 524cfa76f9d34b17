/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// Runs inside the page: nothing here may use anything but the page's own globals and the functions that go along.

import { opacityOf } from './probe-copy.js';

/** What an interaction may change of an element. */
export interface ElementState {
  readonly text: string;
  readonly attribute: string;
  readonly class: string;
  readonly visible: string;
  /** Box in CSS pixels, cut to the screen; null when nothing of it is on the screen. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null;
}

/** What animations have to keep up with: the time that was to pass since the frame at `since`, both ms of their timeline. */
export interface FrameDebt {
  readonly since: number | null;
  readonly ms: number;
}

/**
 * Resolves with the next frame and its time. Frames come slower than the page's time passes, so animations, which go by
 * frames, are moved on by what they have missed.
 */
export function drawn({ since, ms }: FrameDebt): Promise<number> {
  return new Promise((resolve) =>
    requestAnimationFrame(() => {
      const now = Number(document.timeline.currentTime);
      const missed = since === null ? 0 : ms - (now - since);
      for (const animation of missed > 0 ? document.getAnimations() : []) {
        if (animation.playState !== 'running') continue;
        animation.currentTime = Number(animation.currentTime) + missed * animation.playbackRate;
      }
      resolve(now);
    }),
  );
}

/** State of the first element that the selector finds; null when there is none or the selector is no selector. */
export function elementState(selector: string): ElementState | null {
  let element: Element | null = null;
  try {
    element = document.querySelector(selector);
  } catch {
    return null;
  }
  if (!element) return null;
  const rect = element.getBoundingClientRect();
  const x = Math.max(0, rect.left);
  const y = Math.max(0, rect.top);
  const width = Math.min(innerWidth, rect.right) - x;
  const height = Math.min(innerHeight, rect.bottom) - y;
  const box = width >= 1 && height >= 1 ? { x, y, width, height } : null;
  const visible = box !== null && element.checkVisibility({ visibilityProperty: true }) && opacityOf(element) > 0.1;
  const attributes = [...element.attributes].map(({ name, value }) => `${name}=${value}`);
  return {
    text: element.textContent,
    attribute: attributes.join('\n'),
    class: element.getAttribute('class') ?? '',
    visible: String(visible),
    box,
  };
}

/** A point at which a finger touches the element itself, its centre if possible; scrolls it into sight first. */
export function touchPoint(selector: string): { x: number; y: number; covered: boolean } | null {
  let element: Element | null = null;
  try {
    element = document.querySelector(selector);
  } catch {
    return null;
  }
  if (!element) return null;
  const centred = element.getBoundingClientRect();
  if (centred.bottom > innerHeight || centred.top < 0)
    element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  const { left, top, width, height } = element.getBoundingClientRect();
  for (const [fx, fy] of [
    [0.5, 0.5],
    [0.5, 0.25],
    [0.5, 0.75],
    [0.25, 0.5],
    [0.75, 0.5],
    [0.2, 0.2],
    [0.8, 0.8],
  ] as const) {
    const x = left + width * fx;
    const y = top + height * fy;
    const hit = document.elementFromPoint(x, y);
    if (hit && (hit === element || element.contains(hit))) return { x, y, covered: false };
  }
  return { x: left + width / 2, y: top + height / 2, covered: true };
}

/** Sizes that tell whether the page is wider than the phone. */
export function layout(): { width: number; scrollWidth: number; clipped: boolean; nodes: number } {
  const root = document.documentElement;
  const clipped = [root, document.body].some((one) => /hidden|clip/.test(getComputedStyle(one).overflowX));
  return {
    width: innerWidth,
    scrollWidth: Math.max(root.scrollWidth, clipped ? 0 : document.body.scrollWidth),
    clipped,
    nodes: document.getElementsByTagName('*').length,
  };
}

/** While it poses for the poster a page hides its controls: `[data-posing]` on the root, which no script of it is told. */
export function pose(posing: boolean): void {
  document.documentElement.toggleAttribute('data-posing', posing);
}
