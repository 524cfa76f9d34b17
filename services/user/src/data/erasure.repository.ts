import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';

const Claimed = z.tuple([z.array(z.object({ user_id: z.uuid(), attempts: z.int() })), z.number()]);

/** A deleted user whom another service has not forgotten yet. */
export interface Erasure {
  readonly userId: string;
  /** This one counted. */
  readonly attempts: number;
}

export interface ErasureClaim {
  readonly count: number;
  readonly now: Date;
  /** Longer than an attempt takes: until then nobody else makes one. */
  readonly leaseMs: number;
}

/** Any number of processes may claim at once: each erasure is one's at a time. */
const claimSql = `
  UPDATE erasure SET attempts = attempts + 1, next_attempt_at = $2
   WHERE user_id IN (SELECT user_id FROM erasure WHERE done_at IS NULL AND next_attempt_at <= $1
                      ORDER BY next_attempt_at LIMIT $3 FOR UPDATE SKIP LOCKED)
  RETURNING user_id, attempts`;

@Injectable()
export class ErasureRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** In the transaction that deletes the account. */
  async request(manager: EntityManager, userId: string, now: Date): Promise<void> {
    await manager.query('INSERT INTO erasure (user_id, requested_at, next_attempt_at) VALUES ($1, $2, $2)', [
      userId,
      now,
    ]);
  }

  async claim({ count, now, leaseMs }: ErasureClaim): Promise<readonly Erasure[]> {
    const until = new Date(now.getTime() + leaseMs);
    const [rows] = Claimed.parse(await this.dataSource.query(claimSql, [now, until, count]));
    return rows.map(({ user_id: userId, attempts }) => ({ userId, attempts }));
  }

  async finish(userId: string, now: Date): Promise<void> {
    await this.dataSource.query('UPDATE erasure SET done_at = $2 WHERE user_id = $1 AND done_at IS NULL', [
      userId,
      now,
    ]);
  }

  async postpone(userId: string, until: Date): Promise<void> {
    const sql = 'UPDATE erasure SET next_attempt_at = $2 WHERE user_id = $1 AND done_at IS NULL';
    await this.dataSource.query(sql, [userId, until]);
  }
}
