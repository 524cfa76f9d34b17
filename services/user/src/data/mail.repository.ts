import { randomUUID } from 'node:crypto';
import type { Language } from '@mojian/contracts/dialect';
import { inTransaction } from '@mojian/database/transaction';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { emailKey } from '../domain/account-keys.js';
import { Mail, type MailKind } from './mail.entity.js';
import { recordIn } from './record-in.js';

export interface MailOrder {
  readonly kind: MailKind;
  readonly email: string;
  readonly language: Language;
  readonly now: Date;
}

/** A mail that one of our processes is to send; it is its alone until `next_attempt_at`. */
const DueMail = z.object({
  id: z.uuid(),
  kind: z.enum(['password_reset', 'password_changed', 'session_reused']),
  email: z.string(),
  language: z.enum(['zh', 'en']),
  /** This one included. */
  attempts: z.int().positive(),
});
export type DueMail = z.output<typeof DueMail>;

/** After so many tries a mail is given up, two hours after the first. */
export const mostAttempts = 8;
/** Of mails that anybody can ask for, to one address. */
const resetsAnHour = 5;
const keptDays = 7;

const before = (now: Date, hours: number): Date => new Date(now.getTime() - hours * 3_600_000);

/** Orders a mail in the transaction of what it tells of. */
export async function queueMail(manager: EntityManager, { kind, email, language, now }: MailOrder): Promise<void> {
  const sending = { attempts: 0, createdAt: now, nextAttemptAt: now, endedAt: null, outcome: null };
  await manager.insert(Mail, { id: randomUUID(), kind, email, language, ...sending });
}

// A minute after the first try, then twice as long each time; the claim itself is the first pause, so that whoever
// dies with a mail in hand leaves it to the others.
const claimSql = `
  UPDATE mail SET attempts = attempts + 1, next_attempt_at = $1::timestamptz + interval '1 minute' * power(2, attempts)
   WHERE id IN (SELECT id FROM mail WHERE ended_at IS NULL AND next_attempt_at <= $1
                 ORDER BY next_attempt_at LIMIT $2 FOR UPDATE SKIP LOCKED)
  RETURNING id, kind, email, language, attempts`;

@Injectable()
export class MailRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /**
   * Orders a mail that resets the password of whoever has this address, at most five an hour for each address; false
   * where there were as many. Nobody is looked up: that would take longer for an address that somebody has.
   */
  orderReset(email: string, language: Language, now: Date): Promise<boolean> {
    const key = emailKey(email);
    return inTransaction(this.dataSource, async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`password_reset:${key}`]);
      const asked = manager
        .createQueryBuilder(Mail, 'mail')
        .where(`mail.kind = 'password_reset' AND mail.email = :key AND mail.createdAt > :since`, {
          key,
          since: before(now, 1),
        });
      if ((await asked.getCount()) >= resetsAnHour) return false;
      await queueMail(manager, { kind: 'password_reset', email: key, language, now });
      await recordIn(manager, { details: { mail: 'password_reset' } });
      return true;
    });
  }

  /** Mails that are due, claimed for a minute at least: no other process gets them meanwhile. */
  async claim(most: number, now: Date): Promise<readonly DueMail[]> {
    const [rows] = z.tuple([z.array(DueMail), z.number()]).parse(await this.dataSource.query(claimSql, [now, most]));
    return rows;
  }

  async end(id: string, outcome: 'sent' | 'no_account' | 'given_up', now: Date): Promise<void> {
    await this.dataSource.manager.update(Mail, { id }, { outcome, endedAt: now });
  }

  /** Addresses are kept no longer than it takes to answer questions about a mail. */
  async forgetOld(now: Date): Promise<void> {
    await this.dataSource.query('DELETE FROM mail WHERE ended_at < $1', [before(now, keptDays * 24)]);
    await this.dataSource.query('DELETE FROM password_reset WHERE expires_at < $1', [before(now, keptDays * 24)]);
  }
}
