import { randomUUID } from 'node:crypto';
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { localFolderStorage } from '@mojian/storage/local-folder.storage';
import { objectKey } from '@mojian/storage/object-storage';
import type { Pool } from 'pg';
import type { Maker } from './eventful-day.js';

interface Ground {
  /** As the owner of the schemas. */
  readonly database: Pool;
  /** Folder of the files. */
  readonly storage: string;
  readonly maker: Maker;
  /** Writes a line of the client's journal. */
  readonly tell: (line: object) => Promise<void>;
}

const guards = [
  'ALTER TABLE postcards.task DISABLE TRIGGER USER',
  'ALTER TABLE postcards.quota_entry DISABLE TRIGGER USER',
  'ALTER TABLE postcards.task DROP CONSTRAINT ended_when_terminal',
  'DROP INDEX postcards.one_live_slot',
  'DROP INDEX users.one_live_refresh_token',
  'ALTER TABLE audit.entry DISABLE TRIGGER USER',
];

/** Takes away what would refuse the plants, in a database that is thrown away afterwards. */
export async function dropGuards(database: Pool): Promise<void> {
  for (const guard of guards) await database.query(guard);
}

/** Open, of a day that has passed, with the unit it needs; whoever audits began later. */
async function plantOpenTask({ database, maker }: Ground, daysAgo: number, times: { deadline: string; sent: string }) {
  await database.query(
    `WITH day AS (
       INSERT INTO postcards.quota_day (user_id, quota_date, daily_limit, reserved)
         VALUES ($2, current_date - $3::int, 2, 1) RETURNING *),
     task AS (
       INSERT INTO postcards.task (id, user_id, seed, brief, body_hash, quota_date, request_id, created_at, deadline_at)
         SELECT $1, user_id, 's', '{}', lpad($3::text, 64, '0'), quota_date, 'planted', now() - interval '1 day',
                now() + ${times.deadline} FROM day RETURNING *),
     entry AS (
       INSERT INTO postcards.quota_entry (task_id, user_id, quota_date, kind)
         SELECT id, user_id, quota_date, 'reserve' FROM task)
     INSERT INTO postcards.outbox (task_id, created_at, sent_at)
       SELECT id, now() - interval '1 minute', ${times.sent} FROM task`,
    [randomUUID(), maker.person.id, daysAgo],
  );
}

type Plant = readonly [id: string, what: string, plant: (ground: Ground) => Promise<unknown>];

/**
 * One violation of each kind, made so that no other count sees it. The two at the end are looked at twice, which takes
 * its time in every check from then on.
 */
export const plants: readonly Plant[] = [
  ['L1', 'a task that was promised', ({ tell }) => tell({ op: 'create', outcome: 'ok', task_id: randomUUID() })],
  [
    'L2',
    'a task past its deadline',
    (ground) => plantOpenTask(ground, 3, { deadline: `interval '-1 hour'`, sent: `now() + interval '1 hour'` }),
  ],
  [
    'L3',
    'an end that did not last',
    ({ database, maker }) =>
      database.query('UPDATE postcards.task SET ended_at = NULL WHERE id = $1', [maker.deletedTaskId]),
  ],
  [
    'L4',
    'a unit given back for a card that was made',
    async ({ database, maker }) => {
      await database.query(
        `WITH entry AS (
           UPDATE postcards.quota_entry SET kind = 'release' WHERE task_id = $1 AND kind = 'spend' RETURNING *)
         UPDATE postcards.quota_day d SET spent = spent - 1 FROM entry e
          WHERE (d.user_id, d.quota_date) = (e.user_id, e.quota_date)`,
        [maker.taskId],
      );
    },
  ],
  [
    'L5',
    'a sum that its entries do not explain',
    ({ database, maker }) =>
      database.query('UPDATE postcards.quota_day SET granted = granted + 1 WHERE user_id = $1 AND granted > 0', [
        maker.person.id,
      ]),
  ],
  [
    'L6',
    'a completed task without its card',
    ({ database, maker }) => database.query('DELETE FROM postcards.postcard WHERE task_id = $1', [maker.deletedTaskId]),
  ],
  [
    'L7',
    'a slot held twice',
    ({ database, maker }) =>
      database.query('UPDATE postcards.task SET slot_held = true WHERE id = $1', [maker.deletedTaskId]),
  ],
  [
    'L8',
    'a job that was never sent',
    (ground) => plantOpenTask(ground, 4, { deadline: `interval '1 hour'`, sent: 'NULL' }),
  ],
  [
    'L10',
    'a key with two tasks',
    ({ database, maker }) =>
      database.query(`UPDATE postcards.task SET idempotency_key = 'one-key' WHERE id IN ($1, $2)`, [
        maker.taskId,
        maker.deletedTaskId,
      ]),
  ],
  [
    'L11',
    'a row of the audit that was altered',
    ({ database }) =>
      database.query(
        `UPDATE audit.entry SET result = 'failure' WHERE id = (SELECT max(id) FROM audit.entry WHERE action LIKE 'auth.%')`,
      ),
  ],
  [
    'L12',
    'a session with two live tokens',
    ({ database }) =>
      database.query(
        `INSERT INTO users.refresh_token (token_hash, session_id, created_at, expires_at)
           SELECT sha256('another'), session_id, created_at, expires_at FROM users.refresh_token
            WHERE used_at IS NULL LIMIT 1`,
      ),
  ],
  [
    'L13',
    'a task that was run too often',
    ({ database, maker }) => database.query('UPDATE postcards.task SET runs = 8 WHERE id = $1', [maker.taskId]),
  ],
  ['L15', 'a read that missed a write', ({ tell }) => tell({ op: 'list', outcome: 'ok', missed: true })],
  [
    'L16',
    'money that no card cost',
    ({ database }) =>
      database.query(`UPDATE postcards.spend_day SET spent_micros = spent_micros + 1 WHERE kind = 'address'`),
  ],
  [
    'L9',
    'a job that the queue forgot',
    (ground) => plantOpenTask(ground, 5, { deadline: `interval '1 hour'`, sent: `now() - interval '1 minute'` }),
  ],
  [
    'L14',
    'a file that nothing names',
    async ({ storage }) => {
      const { hash, ext } = await localFolderStorage(storage).put(Buffer.from('nobody names this'), 'png');
      const longAgo = new Date(Date.now() - 2 * 3_600_000);
      await utimes(join(storage, objectKey(hash, ext)), longAgo, longAgo);
    },
  ],
];
