import type { WeightedKey } from '../define-provider.js';
import type { Clock } from './clock.js';

/** A key that the provider does not take is tried again after so long: somebody may have put it right over there. */
const longestRestMs = 10 * 60_000;
/** A key that is busy, nobody knows for how long, is passed over in favour of others for so long. */
const avoidedMs = 4000;
/** Of calls that fail by chance, so many of one key are rarely busy in a row: from then on it is the key, which rests. */
const busyByChance = 2;
/** Rests of a key that stays busy; the last ones send those who are in a hurry to another model at once. */
const busyRestsMs = [2000, 4000, 10_000, 30_000, 60_000] as const;
/** While one call finds out whether a key may work again, the others look so often. */
const probeLookMs = 200;

/** What a call told of its key; `busy` with what the provider asked for, `unknown` where it told nothing. */
export type KeySign =
  | 'worked'
  | 'refused'
  | 'unknown'
  | { readonly busy: true; readonly retryAfterMs: number | undefined };

export interface KeyPool {
  /** Milliseconds until some key is ready, as far as is known: 0 for at once, Infinity for a pool without keys. */
  readonly readyInMs: () => number;
  /** A ready key, each as often as its weight says; undefined when none is. What becomes of it must be told once. */
  readonly choose: () => string | undefined;
  readonly tell: (key: string, sign: KeySign) => void;
}

interface KeyState extends WeightedKey {
  restsUntil: number;
  avoidedUntil: number;
  busyInRow: number;
  /** After a rest, one call tries first. */
  trial: 'none' | 'due' | 'under way';
}

/**
 * A key that was refused (401, 403) rests for ten minutes, one that is busy (429) as long as the provider asks. Where that
 * does not say how long, others are preferred, and from the third time in a row on it rests longer and longer. After a
 * rest, one call finds out for all others that wait.
 */
export function createKeyPool(keys: readonly WeightedKey[], clock: Clock, random: () => number): KeyPool {
  const now = clock.now();
  const states = new Map(keys.map((key) => [key.key, newState(key, now)]));
  const readyIn = ({ restsUntil, trial }: KeyState, at: number): number =>
    Math.max(0, restsUntil - at, trial === 'under way' ? probeLookMs : 0);

  return {
    readyInMs: () => {
      const at = clock.now();
      return Math.min(...[...states.values()].map((state) => readyIn(state, at)));
    },
    choose: () => {
      const at = clock.now();
      const ready = [...states.values()].filter((state) => readyIn(state, at) === 0);
      const preferred = ready.filter((state) => state.avoidedUntil <= at);
      const chosen = pickByWeight(preferred.length > 0 ? preferred : ready, random);
      if (chosen?.trial === 'due') chosen.trial = 'under way';
      return chosen?.key;
    },
    tell: (key, sign) => {
      const state = states.get(key);
      if (!state) throw new Error('the key is none of this pool');
      note(state, sign, clock.now());
    },
  };
}

const newState = (key: WeightedKey, now: number): KeyState => ({
  ...key,
  restsUntil: now,
  avoidedUntil: now,
  busyInRow: 0,
  trial: 'none',
});

function note(state: KeyState, sign: KeySign, now: number): void {
  const isResting = state.restsUntil > now;
  // A trial that told nothing is due again; calls from before the rest end no trial.
  if (state.trial === 'under way') state.trial = 'due';
  if (sign === 'unknown') return;
  if (sign === 'worked') {
    if (isResting) return;
    state.busyInRow = 0;
    state.trial = 'none';
  } else if (sign === 'refused') {
    rest(state, now + longestRestMs);
  } else if (sign.retryAfterMs !== undefined) {
    rest(state, now + Math.min(sign.retryAfterMs, longestRestMs));
  } else if (!isResting) {
    // Calls that are under way together are told together: while it rests, that is no news.
    noteBusy(state, now);
  }
}

function noteBusy(state: KeyState, now: number): void {
  state.busyInRow += 1;
  const rests = state.busyInRow - busyByChance;
  if (rests > 0) rest(state, now + (busyRestsMs[Math.min(rests, busyRestsMs.length) - 1] ?? 0));
  else state.avoidedUntil = now + avoidedMs;
}

/** A shorter rest never ends a longer one. */
function rest(state: KeyState, until: number): void {
  state.restsUntil = Math.max(state.restsUntil, until);
  state.trial = 'due';
}

function pickByWeight<T extends WeightedKey>(keys: readonly T[], random: () => number): T | undefined {
  let left = random() * keys.reduce((sum, { weight }) => sum + weight, 0);
  for (const key of keys) {
    left -= key.weight;
    if (left < 0) return key;
  }
  // The sum of many weights may be a hair off.
  return keys.at(-1);
}
