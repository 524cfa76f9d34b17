import type { Window, WindowVerdict } from '@mojian/redis/sliding-window';

type Windows = readonly [Window, ...Window[]];

/** Counts in this process while Redis is away: the same rules, for what this process sees. */
export interface LocalWindows {
  readonly hit: (windows: Windows) => WindowVerdict;
}

/** Above this many keys the oldest are forgotten: an attacker with many addresses must not fill the memory. */
const mostKeys = 20_000;
/** Hits that have left a window are cut off its list from this many on: one at a time would copy the list each time. */
const cutFrom = 1000;

/** Times of hits in ms, oldest first; those before `head` have left the window. */
interface Hits {
  readonly times: number[];
  head: number;
}

export function createLocalWindows(clock: () => number): LocalWindows {
  const hits = new Map<string, Hits>();

  const recent = ({ key, seconds }: Window, now: number): Hits => {
    const entry = hits.get(key) ?? { times: [], head: 0 };
    forget(entry, now - seconds * 1000);
    hits.delete(key);
    const oldest = hits.size >= mostKeys ? hits.keys().next().value : undefined;
    if (oldest !== undefined) hits.delete(oldest);
    hits.set(key, entry);
    return entry;
  };

  return {
    hit: (windows) => {
      const now = clock();
      const states = windows.map((window) => ({ window, hits: recent(window, now) }));
      const full = states.filter((state) => left(state) <= 0);
      if (full.length === 0) for (const state of states) state.hits.times.push(now);
      const tightest = states.reduce((least, state) => (left(state) < left(least) ? state : least));
      const waits = full.map((state) => leavesAt(state, used(state) - state.window.count) - now);
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

function forget(hits: Hits, until: number): void {
  while (hits.head < hits.times.length && (hits.times[hits.head] ?? 0) <= until) hits.head += 1;
  if (hits.head < cutFrom || hits.head * 2 < hits.times.length) return;
  hits.times.splice(0, hits.head);
  hits.head = 0;
}

interface State {
  readonly window: Window;
  readonly hits: Hits;
}

const used = ({ hits }: State): number => hits.times.length - hits.head;
const left = (state: State): number => state.window.count - used(state);

/** When the hit at this place among the recent ones leaves the window, ms. */
const leavesAt = ({ window, hits }: State, index: number): number =>
  (hits.times[hits.head + index] ?? 0) + window.seconds * 1000;
