import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';

const isoDate = z.date().transform((date) => date.toISOString());
const json = z.unknown().transform((value) => (value === null ? null : JSON.stringify(value)));

const SessionRow = z.object({
  id: z.string(),
  audience: z.string(),
  address: z.string().nullable(),
  agent: z.string().nullable(),
  created_at: isoDate,
  refreshed_at: isoDate.nullable(),
  expires_at: isoDate,
  revoked_at: isoDate.nullable(),
  revoked_reason: z.string().nullable(),
});

const ApiKeyRow = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()).transform((scopes) => scopes.join(' ')),
  created_at: isoDate,
  expires_at: isoDate.nullable(),
  last_used_at: isoDate.nullable(),
  revoked_at: isoDate.nullable(),
});

const ActivityRow = z.object({
  at: isoDate,
  service: z.string(),
  action: z.string(),
  operation: z.string(),
  result: z.string(),
  actor: z.string(),
  resource_type: z.string().nullable(),
  resource_id: z.string().nullable(),
  address: z.string().nullable(),
  agent: z.string().nullable(),
  method: z.string().nullable(),
  status: z.number().nullable(),
  error_code: z.string().nullable(),
  before: json,
  after: json,
  details: json,
});
const Place = z.object({ place_at: z.string(), place_id: z.string() });

export type SessionRecord = z.output<typeof SessionRow>;
export type ApiKeyRecord = z.output<typeof ApiKeyRow>;
export type ActivityRecord = z.output<typeof ActivityRow>;

/** Names of the columns, in order. */
export const sessionColumns = SessionRow.keyof().options;
export const apiKeyColumns = ApiKeyRow.keyof().options;
export const activityColumns = ActivityRow.keyof().options;

const activityPage = 500;

/** Oldest first. The place is text, so that no microsecond of it is lost on the way. */
const activitySql = `
  SELECT e.happened_at AS at, e.service, e.action, e.operation, e.result, e.actor, e.resource_type, e.resource_id,
         o.address, o.agent, e.method, e.status, e.error_code, e.before, e.after, e.details,
         e.at::text AS place_at, e.id::text AS place_id
    FROM audit.entry e
    LEFT JOIN audit.origin o ON o.entry_id = e.id AND o.at = e.at
   WHERE e.subject = (SELECT pseudonym FROM audit.subject WHERE user_id = $1)
     AND (e.at, e.id) > ($2::timestamptz, $3::bigint)
   ORDER BY e.at, e.id LIMIT ${activityPage}`;

/** What is kept about a user, for the user. Secrets (hashes of keys and tokens) are not among it. */
@Injectable()
export class PersonalDataRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async sessions(userId: string): Promise<readonly SessionRecord[]> {
    const sql = `SELECT ${sessionColumns.join(', ')} FROM session WHERE user_id = $1 ORDER BY created_at, id`;
    return z.array(SessionRow).parse(await this.dataSource.query(sql, [userId]));
  }

  async apiKeys(userId: string): Promise<readonly ApiKeyRecord[]> {
    const sql = `SELECT ${apiKeyColumns.join(', ')} FROM api_key WHERE user_id = $1 ORDER BY created_at, id`;
    return z.array(ApiKeyRow).parse(await this.dataSource.query(sql, [userId]));
  }

  /** All that the audit has of the user's own deeds, a page at a time. */
  async *activity(userId: string): AsyncGenerator<readonly ActivityRecord[]> {
    let place: z.output<typeof Place> | undefined = { place_at: '-infinity', place_id: '0' };
    while (place) {
      const rows: unknown = await this.dataSource.query(activitySql, [userId, place.place_at, place.place_id]);
      const page = z.array(ActivityRow.extend(Place.shape)).parse(rows);
      yield page;
      place = page.length === activityPage ? page.at(-1) : undefined;
    }
  }
}
