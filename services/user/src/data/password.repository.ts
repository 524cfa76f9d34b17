import { AppError } from '@mojian/contracts/app-error';
import type { Language } from '@mojian/contracts/dialect';
import { inTransaction } from '@mojian/database/transaction';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { emailKey, usernameKey } from '../domain/account-keys.js';
import { lockUser } from './lock-user.js';
import { Password } from './password.entity.js';
import { SessionRepository } from './session.repository.js';
import { setPassword } from './set-password.js';

/** Who a name at a login belongs to, and what is needed to judge the login. */
const Candidate = z.object({
  user_id: z.uuid(),
  hash: z.string(),
  /** Where this user's sessions came from. */
  addresses: z.array(z.string()),
});
export type Candidate = z.output<typeof Candidate>;

export interface PasswordChange {
  readonly userId: string;
  /** The session that goes on. */
  readonly sessionId: string;
  /** The hash that the current password was compared with. */
  readonly provenBy: string;
  readonly hash: string;
  readonly language: Language;
  readonly now: Date;
}

const candidateSql = (key: 'username_key' | 'email_key') => `
  SELECT "user".id AS user_id, password.hash, ARRAY(
           SELECT DISTINCT session.address FROM session
            WHERE session.user_id = "user".id AND session.address IS NOT NULL LIMIT 200) AS addresses
    FROM "user" JOIN password ON password.user_id = "user".id
   WHERE "user".${key} = $1`;

@Injectable()
export class PasswordRepository {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
  ) {}

  /** By user name or e-mail address; a name never holds an @. One query, whether there is such a user or not. */
  async findCandidate(name: string): Promise<Candidate | undefined> {
    const [sql, key] = name.includes('@')
      ? [candidateSql('email_key'), emailKey(name)]
      : [candidateSql('username_key'), usernameKey(name)];
    return z.array(Candidate).parse(await this.dataSource.query(sql, [key]))[0];
  }

  /** The hash of a user's password; undefined where the user has none. */
  async hashOf(userId: string): Promise<string | undefined> {
    return (await this.dataSource.manager.findOneBy(Password, { userId }))?.hash;
  }

  /** Sets another password and ends all other sessions; gives the ids of those. */
  change({ provenBy, sessionId, ...change }: PasswordChange): Promise<readonly string[]> {
    return inTransaction(this.dataSource, async (manager) => {
      const { userId } = change;
      await lockUser(manager, userId);
      const current = await manager.findOneBy(Password, { userId });
      if (current?.hash !== provenBy) throw new AppError('PASSWORD_WRONG', 'the password was changed meanwhile');
      return setPassword(manager, this.sessions, { ...change, except: sessionId });
    });
  }
}
