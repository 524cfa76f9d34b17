import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type OwnStores, startOwnStores } from '@mojian/testing/own-stores';
import { isFull } from '../support/outcome.js';
import { System } from '../support/system.js';
import { checkSystem, untilQuiet } from './check-system.js';
import { ClientJournal } from './client-journal.js';
import { describeFault, faultKinds, planFaults } from './plan-faults.js';
import { planStories } from './plan-stories.js';
import { playFaults } from './play-faults.js';
import { seededRandom } from './seeded-random.js';
import { summarise } from './summarise.js';
import { type Ledger, Visitor } from './visitor.js';

const seed = process.env.MOJIAN_CHAOS_SEED ?? randomBytes(4).toString('hex');
const FORM = isFull
  ? { tasks: 300, faults: { count: 25, withinMs: 480_000 }, visitors: 8 }
  : { tasks: 40, faults: { count: 6, withinMs: 60_000 }, visitors: 6 };
/** Of the full form; the small one shares its machine with others. */
const OVER_WITHIN_MS = 600_000;
const QUIET_WITHIN_MS = 120_000;
const PATIENCE_MS = 1_500_000;
/** Of the time of the faults: the last people come then, and still meet the last faults. */
const COMING_SHARE = 0.8;
/** A fault ends no task by itself; a crowded machine may be too slow for a few. */
const COMPLETED_SHARE = 0.9;

const say = (what: string): void => {
  process.stdout.write(`chaos ${seed}: ${what}\n`);
};

describe(`chaos, MOJIAN_CHAOS_SEED=${seed}`, () => {
  const plan = planFaults(seed, FORM.faults);
  const stories = planStories(seed, FORM.tasks);
  let stores: OwnStores;
  let system: System;
  let folder: string;
  let ledger: Ledger;
  let isProven = false;

  beforeAll(async () => {
    say(`faults: ${plan.map(describeFault).join(', ')}`);
    folder = await mkdtemp(join(tmpdir(), 'mojian-chaos-'));
    ledger = { journal: new ClientJournal(join(folder, 'journal.jsonl')), accepted: [], unknown: [], seen: new Map() };
    stores = await startOwnStores();
    system = await System.start(
      // What is counted is not whether one address may do so much.
      { SECURITY_RATE_LIMITING_ENABLED: 'false' },
      { stores, instances: { gateway: 2, user: 2, postcard: 2 }, random: seededRandom(`${seed} network`) },
    );
    await Promise.all([system.startWorker(), system.startQuickWorker()]);
  }, 300_000);
  afterAll(async () => {
    if (isProven) await rm(folder, { recursive: true, force: true });
    else await keepLogs();
    await system.network.heal();
    await system.stop();
    await stores.close();
  }, 120_000);

  it('draws the same faults and the same people from the same seed', () => {
    expect(planFaults(seed, FORM.faults)).toEqual(plan);
    expect(planStories(seed, FORM.tasks)).toEqual(stories);
    expect(planFaults(`${seed}, another`, FORM.faults)).not.toEqual(plan);
    const all = planFaults(seed, { count: 25, withinMs: 480_000 });
    expect(new Set(all.map(({ kind }) => kind)).size).toBe(Object.keys(faultKinds).length);
  });

  it(
    `loses nothing: ${FORM.tasks} tasks under ${FORM.faults.count} faults`,
    async () => {
      const startedAt = performance.now();
      const [played] = await Promise.all([playFaults({ system, stores, plan, say }), liveAll()]);
      const unknown = await resolveUnknown();
      const quietMs = await untilQuiet(system, QUIET_WITHIN_MS);
      const wallMs = Math.round(performance.now() - startedAt);
      for (const task of ledger.accepted) {
        await task.visitor.confirm(task);
        if (!ledger.seen.has(task.id)) await task.visitor.follow(task);
      }
      const check = await checkSystem(system, ledger.journal.file);
      say(JSON.stringify({ seed, ...summarise(ledger, played), unknownResolved: unknown, quietMs, wallMs }));
      expect({ seed, ...JSON.parse(check.output) }).toMatchObject({ ok: true, broken: [] });
      expect({ seed, surprises: ledger.journal.surprises }).toEqual({ seed, surprises: [] });
      expect({ seed, crashes: crashes() }).toEqual({ seed, crashes: [] });
      expect(ledger.seen.size).toBe(ledger.accepted.length);
      expect(ledger.accepted.length).toBe(FORM.tasks);
      const completed = [...ledger.seen.values()].filter(({ status }) => status === 'completed');
      expect(completed.length).toBeGreaterThan(COMPLETED_SHARE * FORM.tasks);
      if (isFull) expect(wallMs).toBeLessThan(OVER_WITHIN_MS);
      isProven = true;
    },
    PATIENCE_MS,
  );

  /** So many people at once at most, spread over the time of the faults, until all stories are told. */
  async function liveAll(): Promise<void> {
    const startedAt = performance.now();
    const gapMs = (COMING_SHARE * FORM.faults.withinMs) / stories.length;
    const untold = stories.map((story, index) => ({ story, at: index * gapMs }));
    const tell = async (): Promise<void> => {
      for (let next = untold.shift(); next; next = untold.shift()) {
        await wait(Math.max(0, next.at - (performance.now() - startedAt)));
        await new Visitor(next.story, system.baseUrls, ledger).live();
      }
    };
    await Promise.all(Array.from({ length: FORM.visitors }, tell));
    say('all people have done what they could');
  }

  /** Repeats each create of which nobody knows what became, and goes on from there; how many there were. */
  async function resolveUnknown(): Promise<number> {
    const asked = ledger.unknown.splice(0);
    await Promise.all(asked.map(({ card, visitor }) => visitor.goOn(card)));
    return asked.length;
  }

  const crashes = (): string[] =>
    system.processes().flatMap(({ name, crashes: ends }) => ends.map((how) => `${name}: ${how}`));

  async function keepLogs(): Promise<void> {
    for (const process of system.processes()) {
      await writeFile(join(folder, `${process.name}.log`), process.logged().join('\n'));
    }
    say(`journal and logs are kept in ${folder}`);
  }
});
