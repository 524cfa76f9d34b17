import { setTimeout as wait } from 'node:timers/promises';
import { administer } from '@mojian/embedded-stores/create-database';
import type { Fault } from '@mojian/testing/fault';
import type { OwnStores } from '@mojian/testing/own-stores';
import type { ProcessKind, StoreName } from '../support/network.js';
import type { ServiceProcess } from '../support/service-process.js';
import type { System } from '../support/system.js';
import type { FaultKind, PlannedFault } from './plan-faults.js';

export interface Scene {
  readonly system: System;
  readonly stores: OwnStores;
  /** Runs something while no store is unwell. */
  readonly whileStoresAreWell: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Injects a fault, keeps it for its time, and heals it; resolves when all is as it was. */
type Cause = (scene: Scene, fault: PlannedFault) => Promise<void>;

const STARTS = 4;
const SKEW_MS = 600_000;
const ROLLED: readonly ProcessKind[] = ['user', 'postcard', 'agent', 'worker', 'gateway'];

function processOf({ system }: Scene, kind: ProcessKind, target: number): ServiceProcess {
  const all = system.processes(kind);
  const found = all[target % all.length];
  if (!found) throw new Error(`there is no ${kind}`);
  return found;
}

/** Like an orchestrator: a process that does not come up is started again, some times. */
async function restart(scene: Scene, process: ServiceProcess, env: Readonly<Record<string, string>> = {}) {
  for (let tried = 1; ; tried += 1) {
    try {
      return await scene.whileStoresAreWell(() => process.startAgain(env));
    } catch (error) {
      if (tried === STARTS) throw error;
    }
  }
}

const kill =
  (kind: ProcessKind): Cause =>
  async (scene, { target, lastsMs }) => {
    const victim = processOf(scene, kind, target);
    await victim.kill();
    await wait(lastsMs);
    await restart(scene, victim);
  };

const stop =
  (kind: ProcessKind): Cause =>
  async (scene, { target, lastsMs }) => {
    const goOn = processOf(scene, kind, target).pause();
    await wait(lastsMs);
    goOn();
  };

const network =
  (stores: readonly StoreName[], fault: Fault): Cause =>
  async ({ system }, { lastsMs }) => {
    for (const store of stores) await system.network.fault(store, fault);
    await wait(lastsMs);
    await system.network.heal();
  };

const killStore =
  (store: StoreName): Cause =>
  async ({ stores }, { lastsMs }) => {
    await stores[store].kill();
    await wait(lastsMs);
    await stores[store].start();
  };

const pauseStore =
  (store: StoreName): Cause =>
  async ({ stores }, { lastsMs }) => {
    const goOn = stores[store].pause();
    await wait(lastsMs);
    goOn();
  };

/** A module in front of all others, in every thread of the process: the clock alone is wrong, waits are not. */
const skewedClock = (ms: number): Readonly<Record<string, string>> => {
  const module = `const right = Date; globalThis.Date = new Proxy(right, {
    construct: (date, given, made) => Reflect.construct(date, given.length > 0 ? given : [right.now() + ${ms}], made),
    get: (date, name) => (name === 'now' ? () => right.now() + ${ms} : Reflect.get(date, name)),
  });`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(module)}` };
};

export const causes: Readonly<Record<FaultKind, Cause>> = {
  'kill-worker': kill('worker'),
  'kill-postcard': kill('postcard'),
  'kill-user': kill('user'),
  'kill-gateway': kill('gateway'),
  'stop-worker': stop('worker'),
  'stop-postcard': stop('postcard'),
  'roll-services': async (scene, { target }) => {
    for (const kind of ROLLED) {
      const next = processOf(scene, kind, target);
      await next.stop();
      await restart(scene, next);
    }
  },
  'worker-clock': async (scene, { target, lastsMs }) => {
    const worker = processOf(scene, 'worker', target);
    await worker.stop();
    await restart(scene, worker, skewedClock(target === 0 ? SKEW_MS : -SKEW_MS));
    await wait(lastsMs);
    await worker.stop();
    await restart(scene, worker);
  },
  'pg-immediate': killStore('postgres'),
  'pg-pause': pauseStore('postgres'),
  'pg-terminate': async ({ stores }) => {
    await administer(stores.postgres.url, async (admin) => {
      await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename <> current_user');
    });
  },
  'pg-blackhole': network(['postgres'], { mode: 'swallow' }),
  'pg-reset': network(['postgres'], { mode: 'reset' }),
  'redis-kill-empty': killStore('redis'),
  'redis-pause': pauseStore('redis'),
  'redis-blackhole': network(['redis'], { mode: 'swallow' }),
  'redis-flush': async ({ system }) => {
    await system.redis.flushall();
  },
  'slow-network': network(['postgres', 'redis'], { latencyMs: 40, jitterMs: 40, resetChance: 0.01 }),
};
