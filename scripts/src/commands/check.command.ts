import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { storageEnv } from '@mojian/config/fragments';
import { loadEnv } from '@mojian/config/load-env';
import { POSTCARD_QUEUE } from '@mojian/contracts/jobs';
import { createStorage } from '@mojian/storage/create-storage';
import { z } from 'zod';
import { type Command, Refusal } from '../command.js';
import { takeCounts } from '../invariants/invariant.js';
import { readJournal } from '../invariants/journal.js';
import { listInvariants } from '../invariants/list-invariants.js';
import { openDatabase } from '../invariants/open-database.js';
import { openQueue } from '../invariants/open-queue.js';
import { say } from '../print.js';
import type { Project } from '../project.js';
import { findStores } from '../store-addresses.js';

const checkInvariants = async (args: readonly string[], project: Project): Promise<number> => {
  const { values } = parseArgs({
    args: [...args],
    options: { journal: { type: 'string' }, settled: { type: 'boolean', default: false } },
  });
  const { ownerUrl, redisUrl } = await findStores(project).catch(cannotCheck);
  const journal = values.journal === undefined ? [] : await readJournal(values.journal);
  const settings = loadEnv(z.object(storageEnv), { STORAGE_DIR: join(project.data, 'media'), ...project.environment });
  const database = openDatabase(ownerUrl);
  const queue = openQueue(redisUrl, POSTCARD_QUEUE);
  try {
    const witnesses = { database, queuedJobs: queue.jobs, storage: createStorage(settings), journal };
    const counts = await takeCounts(listInvariants({ ...witnesses, settled: values.settled }));
    const broken = counts.filter(({ found }) => found !== 0).map(({ id }) => id);
    say(JSON.stringify({ ok: broken.length === 0, broken, counts }, null, 2));
    return broken.length === 0 ? 0 : 1;
  } finally {
    await Promise.all([database.end(), queue.close()]);
  }
};

/** Status 1 is for what was found. */
function cannotCheck(error: unknown): never {
  throw error instanceof Refusal ? new Refusal(error.message, 2) : error;
}

export const check: Command = {
  name: 'check',
  usage: '[--settled] [--journal <file>]',
  summary: 'Count what must never be so, in stores and files, as JSON.',
  details: [
    'Exit status 1 if anything is found, 2 if it could not be counted.',
    '--settled   all work has ended: an open task or a queued job counts as well',
    '--journal   JSON lines of a client: {op, outcome: ok|fail|unknown, task_id?, key?, user_id?, request_id?, missed?}',
  ],
  run: checkInvariants,
};
