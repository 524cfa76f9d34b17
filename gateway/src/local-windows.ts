import type { Window, WindowVerdict } from '@mojian/redis/sliding-window';

type Windows = readonly [Window, ...Window[]];

/** Counts in this process while Redis is away: the same rules, for what this process sees. */
export interface LocalWindows {
  readonly hit: (windows: Windows) => WindowVerdict;
}

/** Above this many keys the oldest are forgotten: an attacker with many addresses must not fill the memory. */
const mostKeys = 20_000;

export function createLocalWindows(clock: () => number): LocalWindows {
  const hits = new Map<string, number[]>();

  const recent = ({ key, seconds }: Window, now: number): number[] => {
    const times = (hits.get(key) ?? []).filter((time) => time > now - seconds * 1000);
    hits.delete(key);
    const oldest = hits.size >= mostKeys ? hits.keys().next().value : undefined;
    if (oldest !== undefined) hits.delete(oldest);
    hits.set(key, times);
    return times;
  };

  return {
    hit: (windows) => {
      const now = clock();
      const states = windows.map((window) => ({ window, times: recent(window, now) }));
      const full = states.filter(({ window, times }) => times.length >= window.count);
      if (full.length === 0) for (const { times } of states) times.push(now);
      const tightest = states.reduce((least, state) => (left(state) < left(least) ? state : least));
      const waits = full.map((state) => leavesAt(state, state.times.length - state.window.count) - now);
      return {
        allowed: full.length === 0,
        limit: tightest.window.count,
        remaining: Math.max(0, left(tightest)),
        resetAt: Math.ceil(leavesAt(tightest, 0) / 1000),
        retryAfter: full.length === 0 ? 0 : Math.max(1, Math.ceil(Math.max(...waits) / 1000)),
        blockedBy: full.map(({ window }) => window.key),
      };
    },
  };
}

interface Counted {
  readonly window: Window;
  readonly times: readonly number[];
}

const left = ({ window, times }: Counted): number => window.count - times.length;

/** When the hit at this place in the list leaves the window, ms. */
const leavesAt = ({ window, times }: Counted, index: number): number => (times[index] ?? 0) + window.seconds * 1000;
