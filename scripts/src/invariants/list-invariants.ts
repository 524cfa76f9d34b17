import { verifyChain } from '@mojian/audit/verify-chain';
import type { ObjectStorage } from '@mojian/storage/object-storage';
import type { Pool } from 'pg';
import { z } from 'zod';
import { databaseCounts } from './database-counts.js';
import type { Invariant } from './invariant.js';
import { countSplitKeys, type JournalLine } from './journal.js';
import { countMisplacedFiles } from './stored-files.js';

export interface Witnesses {
  /** As the owner of the schemas. */
  readonly database: Pool;
  /** Ids of the jobs that wait or run. */
  readonly queuedJobs: () => Promise<readonly string[]>;
  readonly storage: Pick<ObjectStorage, 'list'>;
  readonly journal: readonly JournalLine[];
  /** Whether all work has ended, so that nothing may be under way. */
  readonly settled: boolean;
}

const Found = z.tuple([z.object({ found: z.coerce.number().int() })]);
const OpenTasks = z.array(z.object({ id: z.uuid(), sent: z.boolean() }));
const Files = z.array(z.object({ hash: z.string() })).transform((files) => files.map(({ hash }) => hash));

/** The fifteen things that are never to be so, whatever failed. */
export function listInvariants({ database, queuedJobs, storage, journal, settled }: Witnesses): Invariant[] {
  const rows = async (statement: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
    (await database.query(statement, values)).rows;
  const count = async (statement: string, ...values: unknown[]): Promise<number> =>
    Found.parse(await rows(statement, values))[0].found;
  const told = journal.flatMap((line) => (line.outcome === 'ok' && line.task_id ? [line.task_id] : []));
  const requests = journal.flatMap((line) => (line.outcome === 'ok' && line.request_id ? [line.request_id] : []));
  const sql = databaseCounts;
  return [
    { id: 'L1', counts: 'accepted tasks that are not there', count: () => count(sql.lostTasks, told) },
    { id: 'L2', counts: 'tasks open past their deadline', count: () => count(sql.unendedTasks, settled) },
    { id: 'L3', counts: 'tasks that ended more than once', count: () => count(sql.endedTwice) },
    { id: 'L4', counts: 'tasks whose unit does not agree with their end', count: () => count(sql.unsettledUnits) },
    { id: 'L5', counts: 'days whose sums do not follow from their entries', count: () => count(sql.overdrawnDays) },
    { id: 'L6', counts: 'stray, doubled or missing cards', count: () => count(sql.strayCards) },
    { id: 'L7', counts: 'slots held twice or by nothing', count: () => count(sql.doubledSlots) },
    { id: 'L8', counts: 'jobs that never reached the queue', count: () => count(sql.stuckOutbox) },
    {
      id: 'L9',
      counts: 'jobs without an open task, and the other way round',
      count: async () => countUnmatched(OpenTasks.parse(await rows(sql.openTasks)), await queuedJobs()),
    },
    {
      id: 'L10',
      counts: 'idempotency keys with more than one task',
      count: async () => (await count(sql.splitKeys)) + countSplitKeys(journal),
    },
    {
      id: 'L11',
      counts: 'broken audit links, and changes without a row',
      count: async () =>
        (await verifyChain(rows)).problems.length +
        (await count(sql.unauditedTasks)) +
        (await count(sql.unauditedRequests, requests)),
    },
    { id: 'L12', counts: 'sessions with more than one live token', count: () => count(sql.forkedSessions) },
    { id: 'L13', counts: 'tasks that did more work than retries explain', count: () => count(sql.overworkedTasks) },
    {
      id: 'L14',
      counts: 'files that are missing, or that nothing names',
      count: async () => countMisplacedFiles(Files.parse(await rows(sql.neededFiles)), storage.list(), Date.now()),
    },
    {
      id: 'L15',
      counts: 'reads that missed an acknowledged write',
      count: async () => journal.filter((line) => line.missed).length,
    },
  ];
}

function countUnmatched(open: readonly { id: string; sent: boolean }[], queued: readonly string[]): number {
  const ids = new Set(open.map(({ id }) => id));
  const jobs = new Set(queued);
  const idle = open.filter(({ id, sent }) => sent && !jobs.has(id));
  return queued.filter((id) => !ids.has(id)).length + idle.length;
}
