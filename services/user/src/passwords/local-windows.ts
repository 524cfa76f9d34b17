import type { Window } from '@mojian/redis/sliding-window';

/** Sliding windows in the memory of this process. */
export interface LocalWindows {
  /** Counts in all windows or in none; seconds until there is room again, 0 where it was counted. */
  readonly hit: (windows: readonly Window[], nowMs: number) => number;
  /** Takes the newest count out again. */
  readonly undo: (key: string) => void;
}

/** So many windows are kept; beyond, the one that began first is forgotten. */
const mostWindows = 10_000;

export function createLocalWindows(): LocalWindows {
  const times = new Map<string, number[]>();
  const keep = (key: string, kept: number[]): void => {
    times.set(key, kept);
    const [oldest] = times.size > mostWindows ? times.keys() : [];
    if (oldest !== undefined) times.delete(oldest);
  };
  return {
    hit: (windows, nowMs) => {
      const states = windows.map(({ key, count, seconds }) => {
        const kept = (times.get(key) ?? []).filter((time) => time > nowMs - seconds * 1000);
        const oldest = kept[kept.length - count];
        return { key, kept, waitMs: oldest === undefined ? 0 : oldest + seconds * 1000 - nowMs };
      });
      const waitMs = Math.max(...states.map((state) => state.waitMs));
      if (waitMs > 0) return Math.max(1, Math.ceil(waitMs / 1000));
      for (const { key, kept } of states) keep(key, [...kept, nowMs]);
      return 0;
    },
    undo: (key) => {
      times.get(key)?.pop();
    },
  };
}
