import { AppError } from '@mojian/contracts/app-error';
import type { Language } from '@mojian/contracts/dialect';
import { inTransaction } from '@mojian/database/transaction';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, MoreThan } from 'typeorm';
import { newResetToken, resetTokenHash, resetTokenSeconds } from '../domain/reset-token.js';
import { Password } from './password.entity.js';
import { PasswordReset } from './password-reset.entity.js';
import { recordIn } from './record-in.js';
import { SessionRepository } from './session.repository.js';
import { setPassword } from './set-password.js';
import { User } from './user.entity.js';

export interface IssuedReset {
  readonly token: string;
  /** The address as the account has it, which may be written otherwise than it was typed. */
  readonly email: string;
}

export interface Redemption {
  readonly token: string;
  readonly hash: string;
  readonly language: Language;
  readonly now: Date;
}

const refused = (): AppError => new AppError('RESET_REFUSED', 'the token is unknown, used, replaced or expired');

@Injectable()
export class PasswordResetRepository {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
  ) {}

  /** A fresh token for the active account with this e-mail key and a password; earlier ones end. Undefined if none has. */
  issue(key: string, now: Date): Promise<IssuedReset | undefined> {
    return inTransaction(this.dataSource, async (manager) => {
      const user = await manager.findOne(User, {
        where: { emailKey: key, active: true },
        lock: { mode: 'pessimistic_write' },
      });
      if (!user?.email || !(await manager.existsBy(Password, { userId: user.id }))) return undefined;
      const token = newResetToken();
      await manager.update(PasswordReset, { userId: user.id, usedAt: IsNull() }, { usedAt: now });
      await manager.insert(PasswordReset, {
        tokenHash: resetTokenHash(token),
        userId: user.id,
        createdAt: now,
        expiresAt: new Date(now.getTime() + resetTokenSeconds * 1000),
        usedAt: null,
      });
      await recordIn(manager, {
        userId: user.id,
        resource: { type: 'user', id: user.id },
        details: { reset: 'issued' },
      });
      return { token, email: user.email };
    });
  }

  /** The user of a token that can still be used. */
  async ownerOf(token: string, now: Date): Promise<User> {
    const { manager } = this.dataSource;
    const live = { tokenHash: resetTokenHash(token), usedAt: IsNull(), expiresAt: MoreThan(now) };
    const reset = await manager.findOneBy(PasswordReset, live);
    const user = reset && (await manager.findOneBy(User, { id: reset.userId, active: true }));
    if (!user) throw refused();
    return user;
  }

  /** Uses the token up and sets the password; of any number at once with one token a single one does. Gives the user. */
  async redeem({ token, hash, language, now }: Redemption): Promise<string> {
    const { id: userId } = await this.ownerOf(token, now);
    await inTransaction(this.dataSource, async (manager) => {
      await claim(manager, { userId, token, now });
      await setPassword(manager, this.sessions, { userId, hash, language, now });
    });
    return userId;
  }
}

interface Claim {
  readonly userId: string;
  readonly token: string;
  readonly now: Date;
}

/** The user's row is locked first, as everywhere. */
async function claim(manager: EntityManager, { userId, token, now }: Claim): Promise<void> {
  const user = await manager.findOne(User, {
    where: { id: userId, active: true },
    lock: { mode: 'pessimistic_write' },
  });
  const live = { tokenHash: resetTokenHash(token), usedAt: IsNull(), expiresAt: MoreThan(now) };
  const { affected } = await manager.update(PasswordReset, live, { usedAt: now });
  if (!user || affected !== 1) throw refused();
}
