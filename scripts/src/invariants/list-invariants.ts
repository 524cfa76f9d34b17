import { setTimeout as pause } from 'node:timers/promises';
import { verifyChain } from '@mojian/audit/verify-chain';
import type { ObjectStorage } from '@mojian/storage/object-storage';
import type { Pool } from 'pg';
import { z } from 'zod';
import { databaseCounts as sql } from './database-counts.js';
import type { Invariant } from './invariant.js';
import { countSplitKeys, type JournalLine } from './journal.js';
import { countMisplacedFiles } from './stored-files.js';

export interface Witnesses {
  /** As the owner of the schemas. */
  readonly database: Pick<Pool, 'query'>;
  /** Ids of the jobs that wait or run. */
  readonly queuedJobs: () => Promise<readonly string[]>;
  readonly storage: Pick<ObjectStorage, 'list'>;
  readonly journal: readonly JournalLine[];
  /** Whether all work has ended, so that nothing may be under way. */
  readonly settled: boolean;
}

/** The recovery puts right within this time what two stores do not agree on for a moment. */
const SECOND_LOOK_MS = 3000;

const Found = z.tuple([z.object({ found: z.coerce.number().int() })]);
const OpenTasks = z.array(z.object({ id: z.uuid(), sent: z.boolean() }));
const NamedFiles = z.array(z.object({ hash: z.string(), needed: z.boolean() }));

const hashesOf = (files: z.output<typeof NamedFiles>): string[] => files.map(({ hash }) => hash);

type Rows = (statement: string, values?: unknown[]) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** The sixteen things that are never to be so, whatever failed. */
export function listInvariants(witnesses: Witnesses): Invariant[] {
  const { database, journal, settled } = witnesses;
  const rows: Rows = async (statement, values = []) =>
    (await database.query<Record<string, unknown>>(statement, values)).rows;
  const count = async (statement: string, ...values: unknown[]): Promise<number> =>
    Found.parse(await rows(statement, values))[0].found;
  const acknowledged = journal.filter((line) => line.outcome === 'ok');
  const tasks = acknowledged.flatMap(({ task_id }) => task_id ?? []);
  const requests = acknowledged.flatMap(({ request_id }) => request_id ?? []);
  const splitKeys = async () => (await count(sql.splitKeys)) + countSplitKeys(journal);
  const unaudited = async () => (await count(sql.unauditedTasks)) + (await count(sql.unauditedRequests, requests));
  const brokenLinks = async () => (await verifyChain((...query) => rows(...query))).problems.length;
  return [
    named('L1', 'accepted tasks that are not there', () => count(sql.lostTasks, tasks)),
    named('L2', 'tasks open past their deadline', () => count(sql.unendedTasks, settled)),
    named('L3', 'tasks that ended more than once', () => count(sql.endedTwice)),
    named('L4', 'tasks whose unit does not agree with their end', () => count(sql.unsettledUnits)),
    named('L5', 'days whose sums do not follow from their entries', () => count(sql.overdrawnDays)),
    named('L6', 'stray, doubled or missing cards', () => count(sql.strayCards)),
    named('L7', 'slots held twice or by nothing', () => count(sql.doubledSlots)),
    named('L8', 'jobs that never reached the queue', () => count(sql.stuckOutbox)),
    named('L9', 'jobs without an open task, and the other way round', () =>
      lasting(() => countUnmatched(witnesses, rows)),
    ),
    named('L10', 'idempotency keys with more than one task', splitKeys),
    named(
      'L11',
      'broken audit links, and changes without a row',
      async () => (await brokenLinks()) + (await unaudited()),
    ),
    named('L12', 'sessions with more than one live token', () => count(sql.forkedSessions)),
    named('L13', 'tasks that did more work than retries explain', () => count(sql.overworkedTasks)),
    named('L14', 'files that are missing, or that nothing names', () => lasting(() => countMisplaced(witnesses, rows))),
    named('L15', 'reads that missed an acknowledged write', async () => journal.filter(({ missed }) => missed).length),
    named('L16', 'sums of spending that tasks do not explain', () => count(sql.strayedSpending)),
  ];
}

const named = (id: string, counts: string, count: Invariant['count']): Invariant => ({ id, counts, count });

async function countMisplaced({ storage }: Witnesses, rows: Rows): Promise<number> {
  const files = NamedFiles.parse(await rows(sql.namedFiles));
  const needed = hashesOf(files.filter((file) => file.needed));
  return countMisplacedFiles({ needed, released: hashesOf(files) }, storage.list(), Date.now());
}

/** The jobs are read first: whatever ends meanwhile then has neither an open task nor, any more, a reason for a job. */
async function countUnmatched({ queuedJobs, settled }: Witnesses, rows: Rows): Promise<number> {
  const jobs = await queuedJobs();
  const open = OpenTasks.parse(await rows(sql.openTasks));
  const stray = await rows(sql.jobsWithoutTask, [jobs, settled]);
  const queued = new Set(jobs);
  return stray.length + open.filter(({ id, sent }) => sent && !queued.has(id)).length;
}

/** What is read from two stores is read at two moments: only what is found twice counts. */
async function lasting(count: () => Promise<number>): Promise<number> {
  const found = await count();
  if (found === 0) return 0;
  await pause(SECOND_LOOK_MS);
  return Math.min(found, await count());
}
