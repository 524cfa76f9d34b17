import { setTimeout as wait } from 'node:timers/promises';
import { listPostcards } from '@mojian/contracts/routes/postcard.routes';
import { createClient } from '@mojian/sdk/create-client';
import type { OwnStores } from '@mojian/testing/own-stores';
import { waitFor } from '@mojian/testing/wait-for';
import { outcomeOf } from '../support/outcome.js';
import { newPerson } from '../support/person.js';
import type { System } from '../support/system.js';
import { causes, type Scene } from './cause-fault.js';
import { describeFault, faultKinds, type PlannedFault } from './plan-faults.js';

const RECOVERED_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 250;

export interface PlayedFault {
  readonly fault: PlannedFault;
  /** ms since the begin. */
  readonly beganAt: number;
  readonly healedAt: number;
  /** From there until a login and a list succeeded at every gateway. */
  readonly recoveryMs: number;
}

/** Turns, one after another: a fault of a store, or the start of a process. */
class Turns {
  private last: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    // One that failed is its owner's to tell; the next comes all the same.
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

export interface Play {
  readonly system: System;
  readonly stores: OwnStores;
  readonly plan: readonly PlannedFault[];
  readonly say: (what: string) => void;
}

/** Plays the whole plan; resolves when every fault is healed and full service has come back after each. */
export async function playFaults({ system, stores, plan, say }: Play): Promise<PlayedFault[]> {
  const turns = new Turns();
  const scene: Scene = { system, stores, whileStoresAreWell: (work) => turns.take(work) };
  const begin = performance.now();
  const now = (): number => Math.round(performance.now() - begin);
  const play = async (fault: PlannedFault): Promise<PlayedFault> => {
    await wait(Math.max(0, fault.at - now()));
    const cause = async (): Promise<number> => {
      const beganAt = now();
      say(`${(beganAt / 1000).toFixed(1)}s begins: ${describeFault(fault)}`);
      await causes[fault.kind](scene, fault);
      return beganAt;
    };
    // The turn ends before full service is back, for which a process may be needed that waits for its turn to start.
    const beganAt = await (faultKinds[fault.kind].store ? turns.take(cause) : cause());
    const healedAt = now();
    await untilItWorks(system, fault.kind);
    const recoveryMs = now() - healedAt;
    say(`${(now() / 1000).toFixed(1)}s is over: ${fault.kind}, full service after ${recoveryMs} ms`);
    return { fault, beganAt, healedAt, recoveryMs };
  };
  const played = await Promise.allSettled(plan.map(play));
  return played.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

/** Looks seldom: a crowd of impatient probes would be a fault of its own. */
async function untilItWorks(system: System, kind: string): Promise<void> {
  const look = async (): Promise<boolean> => (await works(system)) || (await wait(LOOK_EVERY_MS, false));
  await waitFor(look, { timeoutMs: RECOVERED_WITHIN_MS, what: `service after ${kind}` });
}

/** A write and a read at each gateway. */
async function works(system: System): Promise<boolean> {
  for (const baseUrl of system.baseUrls) {
    const { value: person } = await outcomeOf(newPerson(baseUrl));
    if (!person) return false;
    const client = createClient({ listPostcards }, { baseUrl, token: () => person.token, timeoutMs: 10_000 });
    if ((await outcomeOf(client.listPostcards({ query: {} }))).code !== 'OK') return false;
  }
  return true;
}
