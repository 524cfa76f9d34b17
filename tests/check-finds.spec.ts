import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findFreePort } from '@mojian/embedded-stores/ports';
import { liveThroughADay, type Maker } from './support/eventful-day.js';
import { brief, newPerson } from './support/person.js';
import { dropGuards, plants } from './support/plant-violations.js';
import { System } from './support/system.js';

const root = fileURLToPath(new URL('..', import.meta.url));

const ALL = Array.from({ length: 16 }, (_, i) => `L${i + 1}`);

interface Report {
  readonly ok: boolean;
  readonly broken: readonly string[];
  readonly counts: readonly { readonly id: string; readonly found: number }[];
}

describe('run.sh check', () => {
  let system: System;
  let maker: Maker;
  let journal: string;

  const ask = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    run(['scripts/dist/cli.js', 'check', ...args], { ...system.env, ...env });
  const check = async (...args: string[]): Promise<Report & { status: number }> => {
    const { status, output, complaint } = await ask(args);
    if (output === '') throw new Error(complaint);
    return { ...JSON.parse(output), status };
  };
  const writeJournal = (line: object) => writeFile(journal, `${JSON.stringify(line)}\n`, { flag: 'a' });

  beforeAll(async () => {
    // Far away, but watched.
    system = await System.start({
      SPEND_CEILING_USER: '1000',
      SPEND_CEILING_ADDRESS: '1000',
      SPEND_CEILING_GLOBAL: '1000',
    });
    journal = join(system.env.STORAGE_DIR ?? '', 'journal.jsonl');
    maker = await liveThroughADay(system);
  }, 180_000);
  afterAll(() => system.stop(), 60_000);

  it('finds nothing wrong with work under way, nor when it is done', async () => {
    const person = await newPerson(system.baseUrl);
    const worker = await system.startQuickWorker();
    const { task_id } = await person.api.createPostcard({ body: brief() });
    let ended = '';
    const made = person.awaitTask(task_id).then(({ status }) => {
      ended = status;
    });
    while (ended === '') expect(await check()).toMatchObject({ status: 0, broken: [] });
    await made;
    expect(ended).toBe('completed');
    await worker.stop();
    await writeJournal({ op: 'create', outcome: 'ok', task_id, user_id: person.id, key: 'one' });
    const report = await check('--settled', '--journal', journal);
    expect(report).toMatchObject({ status: 0, ok: true, broken: [] });
    expect(report.counts.map(({ id }) => id)).toEqual(ALL);
  }, 120_000);

  it.each([
    ['PostgreSQL', 'DATABASE_OWNER_URL', 'postgresql://nobody@127.0.0.1', 'ECONNREFUSED'],
    ['Redis', 'REDIS_URL', 'redis://127.0.0.1', 'Redis does not answer'],
  ])(
    'does not say that all is well where %s does not answer',
    async (_, variable, url, reason) => {
      const { status, output, complaint } = await ask([], { [variable]: `${url}:${await findFreePort()}` });
      expect({ status, output }).toEqual({ status: 2, output: '' });
      expect(complaint).toMatch(/^L\d+ \(.*\) could not be counted: /);
      expect(complaint).toContain(reason);
    },
    30_000,
  );

  it('does not believe a journal that it cannot read', async () => {
    const { status, complaint } = await ask(['--journal', join(root, 'no-such-journal')]);
    expect({ status, complaint }).toEqual({ status: 2, complaint: expect.stringContaining('journal cannot be read') });
  }, 30_000);

  /** What was planted stays; a plant adds one kind and no other. */
  describe('finds what the schemas make impossible', () => {
    const planted: string[] = [];

    beforeAll(async () => {
      // Nobody puts right what is planted.
      await Promise.all(system.processes().map((process) => process.stop()));
      await dropGuards(system.database);
    }, 30_000);

    it.each(plants)(
      '%s: %s',
      async (id, _, plant) => {
        await plant({ database: system.database, storage: system.env.STORAGE_DIR ?? '', maker, tell: writeJournal });
        planted.push(id);
        const { status, broken } = await check('--journal', journal);
        expect({ status, broken: [...broken].sort() }).toEqual({ status: 1, broken: [...planted].sort() });
      },
      30_000,
    );

    it('of every kind', () => {
      expect(new Set(planted)).toEqual(new Set(ALL));
    });
  });

  it('names a task that nobody knows', async () => {
    await writeJournal({ op: 'create', outcome: 'ok', task_id: randomUUID() });
    const { counts } = await check('--journal', journal);
    expect(counts).toContainEqual(expect.objectContaining({ id: 'L1', found: 2 }));
  }, 30_000);
});

interface Ended {
  readonly status: number;
  readonly output: string;
  readonly complaint: string;
}

function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd: root, env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env } };
    execFile(process.execPath, [...args], options, (error, output, complaint) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, output, complaint });
    });
  });
}
