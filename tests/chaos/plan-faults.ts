import { between, chance, type Random, seededRandom, shuffled } from './seeded-random.js';

type Range = readonly [lowMs: number, highMs: number];

/** How long each kind of fault lasts, and whether it concerns a store: of those there is never more than one at once. */
export const faultKinds = {
  'kill-worker': { lasts: [500, 4000], store: false },
  'kill-postcard': { lasts: [500, 4000], store: false },
  'kill-user': { lasts: [500, 4000], store: false },
  'kill-gateway': { lasts: [500, 4000], store: false },
  // Beyond the lock of a job, which is 5 s.
  'stop-worker': { lasts: [7000, 11_000], store: false },
  'stop-postcard': { lasts: [2000, 8000], store: false },
  'roll-services': { lasts: [0, 0], store: false },
  'worker-clock': { lasts: [5000, 10_000], store: false },
  'pg-immediate': { lasts: [1000, 4000], store: true },
  'pg-pause': { lasts: [2000, 8000], store: true },
  'pg-terminate': { lasts: [0, 0], store: true },
  'pg-blackhole': { lasts: [2000, 8000], store: true },
  'pg-reset': { lasts: [1000, 5000], store: true },
  'redis-kill-empty': { lasts: [500, 4000], store: true },
  'redis-pause': { lasts: [2000, 8000], store: true },
  'redis-blackhole': { lasts: [2000, 8000], store: true },
  'redis-flush': { lasts: [0, 0], store: true },
  'slow-network': { lasts: [4000, 10_000], store: true },
} as const satisfies Record<string, { lasts: Range; store: boolean }>;

export type FaultKind = keyof typeof faultKinds;
const kinds = Object.keys(faultKinds) as FaultKind[];

export interface PlannedFault {
  /** ms since the begin. */
  readonly at: number;
  readonly kind: FaultKind;
  /** Which of two instances, or which way a clock is wrong. */
  readonly target: 0 | 1;
  readonly lastsMs: number;
}

export interface FaultPlan {
  readonly count: number;
  /** The last one begins about then. */
  readonly withinMs: number;
}

/** The same seed gives the same faults. No kind comes a second time before all others have come. */
export function planFaults(seed: string, { count, withinMs }: FaultPlan): PlannedFault[] {
  const random = seededRandom(`${seed} faults`);
  const dealt = dealKinds(random, count);
  const gapMs = withinMs / count;
  let storeFreeAt = 0;
  return dealt.map((kind, index) => {
    const { lasts, store } = faultKinds[kind];
    const [low, high] = lasts;
    const wanted = Math.round(gapMs * (index + 0.3 + 0.4 * random()));
    const at = store ? Math.max(wanted, storeFreeAt) : wanted;
    const lastsMs = between(random, low, high);
    if (store) storeFreeAt = at + lastsMs + RECOVERY_MS;
    return { at, kind, target: chance(random, 0.5) ? 1 : 0, lastsMs };
  });
}

/** Between two faults of stores. */
const RECOVERY_MS = 3000;

function dealKinds(random: Random, count: number): FaultKind[] {
  const dealt: FaultKind[] = [];
  while (dealt.length < count) dealt.push(...shuffled(random, kinds));
  return dealt.slice(0, count);
}

export const describeFault = ({ at, kind, target, lastsMs }: PlannedFault): string =>
  `${(at / 1000).toFixed(1)}s ${kind}/${target} ${(lastsMs / 1000).toFixed(1)}s`;
