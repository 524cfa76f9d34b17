import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';

/** How many rows of each kind a sweep removed. */
export interface SweptRows {
  readonly sessions: number;
  readonly password_resets: number;
  readonly mails: number;
}

const dayMs = 24 * 3600 * 1000;
const sessionDays = 30;
const resetDays = 1;
const mailDays = 30;
/** So that no single statement holds many locks for long. */
const batch = 1000;

const oldest = `LIMIT ${batch} FOR UPDATE SKIP LOCKED`;

const sessionsSql = `
  DELETE FROM session WHERE id IN (SELECT id FROM session WHERE expires_at < $1 OR revoked_at < $1 ${oldest})`;
const resetsSql = `
  DELETE FROM password_reset WHERE token_hash IN (
    SELECT token_hash FROM password_reset WHERE expires_at < $1 OR used_at < $1 ${oldest})`;
const mailsSql = `DELETE FROM mail WHERE id IN (SELECT id FROM mail WHERE ended_at < $1 ${oldest})`;

const Deleted = z.tuple([z.unknown(), z.int()]);

/** Removes what nobody needs any more. Several may do it at once: each takes rows that no other has taken. */
@Injectable()
export class SessionRetention {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Sessions that ended 30 days ago with their refresh tokens, links that ended yesterday, mails of a month ago. */
  async sweep(now: Date): Promise<SweptRows> {
    return {
      sessions: await this.remove(sessionsSql, daysBefore(now, sessionDays)),
      password_resets: await this.remove(resetsSql, daysBefore(now, resetDays)),
      mails: await this.remove(mailsSql, daysBefore(now, mailDays)),
    };
  }

  private async remove(statement: string, endedBefore: Date): Promise<number> {
    for (let total = 0; ; ) {
      const [, count] = Deleted.parse(await this.dataSource.query(statement, [endedBefore]));
      total += count;
      if (count < batch) return total;
    }
  }
}

const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * dayMs);
