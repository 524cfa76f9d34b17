import { randomUUID } from 'node:crypto';
import { Severity } from '@mojian/contracts/audit';
import { inTransaction } from '@mojian/database/transaction';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';

/** Events of one severity within an hour that are worth an alert. */
const perHour: Readonly<Record<Severity, number>> = { low: 10, medium: 5, high: 2, critical: 1 };
const coolDownSeconds = 300;
/** Tried so many times, with pauses of 10, 20, 40, 80 and 160 s between. */
export const mostAttempts = 6;
const firstPauseSeconds = 10;

const DueAlert = z.object({
  id: z.uuid(),
  severity: Severity,
  subject: z.string(),
  details: z.record(z.string(), z.unknown()),
  created_at: z.date(),
  attempts: z.number(),
});
export type DueAlert = z.output<typeof DueAlert>;

export type AlertOutcome = 'sent' | 'logged' | 'given_up';

/** Orders an alert where events of this severity have become too many, unless one was ordered a moment ago. */
export async function raiseAlert(manager: EntityManager, severity: Severity, now: Date): Promise<void> {
  await manager.query(
    `WITH recent AS (SELECT type, id FROM security_event
                      WHERE severity = $2 AND created_at > $3::timestamptz - interval '1 hour' AND created_at <= $3)
     INSERT INTO alert (id, severity, subject, details, created_at, next_attempt_at)
     SELECT $1, $2, 'security_events.' || $2,
            jsonb_build_object('events', (SELECT count(*) FROM recent), 'within_seconds', 3600, 'threshold', $4::int,
              'types', (SELECT jsonb_object_agg(type, number)
                          FROM (SELECT type, count(*) AS number FROM recent GROUP BY type) AS by_type)),
            $3, $3
      WHERE (SELECT count(*) FROM recent) >= $4
        AND NOT EXISTS (SELECT FROM alert WHERE subject = 'security_events.' || $2
                         AND created_at > $3::timestamptz - make_interval(secs => ${coolDownSeconds}))`,
    [randomUUID(), severity, now, perHour[severity]],
  );
}

/** Alerts wait here until they are delivered: no restart loses one. */
@Injectable()
export class AlertRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Alerts whose turn it is, taken by this process until their next turn. */
  claim(most: number, now: Date): Promise<DueAlert[]> {
    return inTransaction(this.dataSource, async (manager) => {
      const answer: unknown = await manager.query(
        `UPDATE alert SET attempts = attempts + 1,
                next_attempt_at = $2::timestamptz + make_interval(secs => ${firstPauseSeconds} * 2 ^ attempts)
          WHERE id IN (SELECT id FROM alert WHERE ended_at IS NULL AND next_attempt_at <= $2
                        ORDER BY next_attempt_at LIMIT $1 FOR UPDATE SKIP LOCKED)
          RETURNING id, severity, subject, details, created_at, attempts`,
        [most, now],
      );
      return z.tuple([z.array(DueAlert), z.number()]).parse(answer)[0];
    });
  }

  async end(id: string, outcome: AlertOutcome, now: Date): Promise<void> {
    await this.dataSource.query('UPDATE alert SET ended_at = $3, outcome = $2 WHERE id = $1', [id, outcome, now]);
  }
}
