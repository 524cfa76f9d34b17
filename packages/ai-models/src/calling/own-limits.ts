import type { Clock } from './clock.js';

/** What a provider bears, over all workers together. */
export interface ProviderLimits {
  /** Calls at the same time. */
  readonly concurrency: number;
  readonly perMinute: number;
}

const minuteMs = 60_000;
/** Where workers cannot count together, each takes this part of the whole. */
const share = 1 / 4;

/** What this process has under way with one provider. It is always counted, and decides where Redis cannot. */
export interface OwnLimits {
  /** 0 when this process may call by its share; -1 when a call of its own must end first; else milliseconds to wait. */
  readonly room: () => number;
  readonly began: () => void;
  readonly ended: () => void;
}

export function createOwnLimits({ concurrency, perMinute }: ProviderLimits, clock: Clock): OwnLimits {
  const mostAtOnce = Math.ceil(concurrency * share);
  const mostInMinute = Math.ceil(perMinute * share);
  let underWay = 0;
  let begunAt: number[] = [];
  return {
    room: () => {
      if (underWay >= mostAtOnce) return -1;
      const now = clock.now();
      begunAt = begunAt.filter((at) => at > now - minuteMs);
      const leaves = begunAt.at(-mostInMinute);
      return leaves === undefined ? 0 : leaves + minuteMs - now;
    },
    began: () => {
      underWay += 1;
      begunAt = [...begunAt.slice(-perMinute), clock.now()];
    },
    ended: () => {
      underWay -= 1;
    },
  };
}
