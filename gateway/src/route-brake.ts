import { AppError } from '@mojian/contracts/app-error';

export interface RouteBrakeOptions {
  readonly clock: () => number;
  /** Told of each request that was turned away. */
  readonly onShed: () => void;
  /** Told when a route is braked and when it is released. */
  readonly onChange: (routeId: string, isBraked: boolean) => void;
}

/** Keeps requests from a route that mostly fails, so that what is behind it can recover. */
export interface RouteBrake {
  /** Throws OVERLOADED for most requests of a braked route. */
  readonly pass: (routeId: string) => void;
  /** Told how each request that passed was answered. */
  readonly observe: (routeId: string, status: number) => void;
}

const sampleMs = 10_000;
const leastSamples = 50;
const failedShare = 0.5;
const brakedMs = 120_000;
/** Of a braked route every tenth request passes, and one every half second where there are fewer. */
const oneIn = 10;
const probeMs = 500;
/** So many good answers in a row release the route before its time. */
const goodInARow = 3;
const retryAfterSeconds = 2;

interface Sample {
  since: number;
  total: number;
  failed: number;
}

interface Braked {
  readonly until: number;
  asked: number;
  passedAt: number;
  good: number;
}

export function createRouteBrake({ clock, onShed, onChange }: RouteBrakeOptions): RouteBrake {
  const braked = new Map<string, Braked>();
  const samples = createSamples(clock);
  const release = (routeId: string): void => {
    braked.delete(routeId);
    onChange(routeId, false);
  };

  return {
    pass: (routeId) => {
      const state = braked.get(routeId);
      if (!state) return;
      const now = clock();
      if (now >= state.until) return release(routeId);
      state.asked += 1;
      if (state.asked % oneIn === 0 || now - state.passedAt >= probeMs) {
        state.passedAt = now;
        return;
      }
      onShed();
      throw new AppError('OVERLOADED', `${routeId} mostly fails`, { details: { retry_after: retryAfterSeconds } });
    },
    observe: (routeId, status) => {
      const isFailure = status >= 500;
      const state = braked.get(routeId);
      if (state) {
        state.good = isFailure ? 0 : state.good + 1;
        if (state.good >= goodInARow) release(routeId);
      } else if (samples.mostlyFails(routeId, isFailure)) {
        braked.set(routeId, { until: clock() + brakedMs, asked: 0, passedAt: clock(), good: 0 });
        onChange(routeId, true);
      }
    },
  };
}

/** How the answers of each route were, in spans of ten seconds. */
function createSamples(clock: () => number) {
  const samples = new Map<string, Sample>();
  return {
    /** Takes one more answer; true where there are enough, and most of them failures. The next sample begins anew. */
    mostlyFails: (routeId: string, isFailure: boolean): boolean => {
      const now = clock();
      const known = samples.get(routeId);
      const sample = known && now - known.since < sampleMs ? known : { since: now, total: 0, failed: 0 };
      sample.total += 1;
      if (isFailure) sample.failed += 1;
      // A good answer is no reason to brake, whatever came before it.
      const fails = isFailure && sample.total >= leastSamples && sample.failed / sample.total > failedShare;
      if (fails) samples.delete(routeId);
      else samples.set(routeId, sample);
      return fails;
    },
  };
}
