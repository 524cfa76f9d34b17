import { AppError } from '@mojian/contracts/app-error';
import { inTransaction } from '@mojian/database/transaction';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { CallOrigin } from '../call-origin.js';
import { lockUser } from './lock-user.js';
import { Password } from './password.entity.js';
import { recordIn } from './record-in.js';
import { SessionRepository } from './session.repository.js';
import { User } from './user.entity.js';

/** A login whose password was right a moment ago. */
export interface ProvenLogIn extends CallOrigin {
  readonly userId: string;
  /** The hash that the password was compared with. */
  readonly provenBy: string;
  /** In its place, where it was made at another cost than hashes are now. */
  readonly rehashed: string | undefined;
  readonly refreshToken: string;
  readonly now: Date;
}

export interface LoggedIn {
  readonly user: User;
  readonly sessionId: string;
}

@Injectable()
export class LogInRepository {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
  ) {}

  /** Opens the session, unless the password was changed (CREDENTIALS_REFUSED) or the user is disabled (USER_DISABLED). */
  open(logIn: ProvenLogIn): Promise<LoggedIn> {
    return inTransaction(this.dataSource, async (manager) => {
      const { userId, refreshToken, address, agent, now } = logIn;
      const user = await assertStillProven(manager, logIn);
      await manager.update(User, { id: userId }, { lastLoginAt: now });
      if (logIn.rehashed !== undefined) await manager.update(Password, { userId }, { hash: logIn.rehashed });
      const opening = { user, refreshToken, audience: 'web', address, agent, now } as const;
      const { id: sessionId } = await this.sessions.open(opening, manager);
      await recordIn(manager, { userId, resource: { type: 'session', id: sessionId }, details: { by: 'password' } });
      return { user: { ...user, lastLoginAt: now }, sessionId };
    });
  }
}

/** Whoever changes the password or the user's state holds the user's row as well. */
async function assertStillProven(manager: EntityManager, { userId, provenBy }: ProvenLogIn): Promise<User> {
  const user = await lockUser(manager, userId);
  const password = await manager.findOneBy(Password, { userId });
  if (password?.hash !== provenBy) throw new AppError('CREDENTIALS_REFUSED', 'the password was changed meanwhile');
  if (!user.active) throw new AppError('USER_DISABLED', 'the account is disabled');
  return user;
}
