import { Plan, Role } from '@mojian/contracts/permissions';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';

const StateRows = z.array(
  z.object({
    user_id: z.uuid(),
    alive: z.boolean(),
    user_active: z.boolean(),
    role: Role,
    plan: Plan,
    token_version: z.int(),
    refreshed_at: z.date().nullable(),
  }),
);
export type KnownSession = z.output<typeof StateRows>[number];

const stateSql = `
  SELECT user_id, revoked_at IS NULL AND expires_at > $2 AS alive, active AS user_active, role, plan, token_version,
         refreshed_at
    FROM session JOIN "user" ON "user".id = user_id
   WHERE session.id = $1`;

const endedSql = `
  SELECT asked.id FROM unnest($1::uuid[]) AS asked (id)
   WHERE NOT EXISTS (
           SELECT FROM session JOIN "user" ON "user".id = user_id
            WHERE session.id = asked.id AND revoked_at IS NULL AND expires_at > $2 AND active)
     AND NOT EXISTS (
           SELECT FROM api_key JOIN "user" ON "user".id = user_id
            WHERE api_key.id = asked.id AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2) AND active)`;

const Ids = z.array(z.object({ id: z.uuid() }));

/** What the gateway asks at every request, hence one statement each. */
@Injectable()
export class SessionStateRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Undefined where there is no such session. */
  async find(sessionId: string, now: Date): Promise<KnownSession | undefined> {
    return StateRows.parse(await this.dataSource.query(stateSql, [sessionId, now]))[0];
  }

  /** Those of the ids that are no living session and no living API key of an active user. */
  async ended(ids: readonly string[], now: Date): Promise<string[]> {
    const rows = Ids.parse(await this.dataSource.query(endedSql, [ids, now]));
    return rows.map(({ id }) => id);
  }
}
