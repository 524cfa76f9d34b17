import { AppError } from '@mojian/contracts/app-error';
import { inTransaction } from '@mojian/database/transaction';
import { isUniqueViolation } from '@mojian/database/translate-error';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { emailKey, usernameKey } from '../domain/account-keys.js';
import type { KnownAs } from './account.repository.js';
import { assertPasswordUnchanged } from './assert-password-unchanged.js';
import { endSessions } from './end-sessions.js';
import { Identity } from './identity.entity.js';
import { lockUser } from './lock-user.js';
import { Password } from './password.entity.js';
import { PasswordReset } from './password-reset.entity.js';
import { recordIn } from './record-in.js';
import { User } from './user.entity.js';

/** A way to log in. */
export const LoginWay = z.object({
  provider: z.enum(['password', 'wechat', 'wechat-mock']),
  /** What the password goes with. */
  email: z.string().nullable(),
  created_at: z.date(),
});
export type LoginWay = z.output<typeof LoginWay>;

export interface WechatLink {
  readonly userId: string;
  readonly knownAs: KnownAs;
  /** The hash that the account's password was compared with. */
  readonly provenBy: string;
  readonly now: Date;
}

export interface Unlinking {
  readonly userId: string;
  /** The session that asks, and goes on. */
  readonly sessionId: string;
  readonly provider: LoginWay['provider'];
  readonly now: Date;
}

export interface PasswordLink {
  readonly userId: string;
  readonly username: string;
  readonly email: string;
  readonly hash: string;
  readonly now: Date;
}

const waysSql = `
  SELECT 'password' AS provider, email, password.created_at
    FROM password JOIN "user" ON "user".id = user_id WHERE user_id = $1
   UNION ALL
  SELECT provider, NULL, created_at FROM identity WHERE user_id = $1
   ORDER BY created_at, provider`;

/** The ways in which a user can log in. Each change holds the user's row, so that they come one after the other. */
@Injectable()
export class IdentityRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  list(userId: string): Promise<LoginWay[]> {
    return waysOf(this.dataSource.manager, userId);
  }

  /** Whose identity it is; undefined where it is nobody's. */
  async ownerOf({ provider, subject }: KnownAs): Promise<string | undefined> {
    return (await this.dataSource.manager.findOneBy(Identity, { provider, subject }))?.userId;
  }

  /** As whom WeChat knows the user; undefined where it does not. */
  async openidOf(userId: string): Promise<string | undefined> {
    return (await this.dataSource.manager.findOneBy(Identity, { provider: 'wechat', userId }))?.subject;
  }

  /** Gives the user this identity; IDENTITY_TAKEN where it is another's, or the user has one of its kind. */
  link({ userId, knownAs: { provider, subject }, provenBy, now }: WechatLink): Promise<void> {
    return inTransaction(this.dataSource, async (manager) => {
      await lockUser(manager, userId);
      await assertPasswordUnchanged(manager, userId, provenBy);
      const mine = await manager.findBy(Identity, { userId, provider });
      if (mine.some((identity) => identity.subject === subject)) return;
      if (mine.length > 0) throw taken('the account has such an identity');
      await refuseTaken(manager.insert(Identity, { provider, subject, userId, createdAt: now }), 'IDENTITY_TAKEN');
      await recordLink(manager, userId, { linked: provider });
    });
  }

  /** User name, e-mail address and password together are one identity. */
  linkPassword({ userId, username, email, hash, now }: PasswordLink): Promise<void> {
    return inTransaction(this.dataSource, async (manager) => {
      await lockUser(manager, userId);
      if ((await waysOf(manager, userId)).some(({ provider }) => provider === 'password')) {
        throw taken('the account has a password');
      }
      const keys = { usernameKey: usernameKey(username), emailKey: emailKey(email) };
      const change = manager.update(User, { id: userId }, { username, email, ...keys, updatedAt: now });
      await refuseTaken(change, 'ACCOUNT_EXISTS');
      await manager.insert(Password, { userId, hash, createdAt: now, changedAt: now });
      await recordLink(manager, userId, { linked: 'password' });
    });
  }

  /**
   * Ends the sessions of that way too, and gives their ids. IDENTITY_NOT_FOUND where there is none, IDENTITY_LAST where
   * it is the only one.
   */
  unlink({ userId, sessionId, provider, now }: Unlinking): Promise<readonly string[]> {
    return inTransaction(this.dataSource, async (manager) => {
      await lockUser(manager, userId);
      const ways = await waysOf(manager, userId);
      if (!ways.some((way) => way.provider === provider)) {
        throw new AppError('IDENTITY_NOT_FOUND', 'the account has no such identity');
      }
      if (ways.length === 1) throw new AppError('IDENTITY_LAST', 'it is the only way to log in');
      if (provider === 'password') await dropPassword(manager, userId, now);
      else await manager.delete(Identity, { userId, provider });
      const audience = provider === 'password' ? 'web' : 'mini';
      const ended = await endSessions(manager, { userId, reason: 'revoked', except: sessionId, audience, now });
      await recordLink(manager, userId, { unlinked: provider, ended_sessions: ended.length });
      return ended;
    });
  }
}

async function waysOf(manager: EntityManager, userId: string): Promise<LoginWay[]> {
  return z.array(LoginWay).parse(await manager.query(waysSql, [userId]));
}

const taken = (reason: string): AppError => new AppError('IDENTITY_TAKEN', reason);

const recordLink = (manager: EntityManager, userId: string, details: Record<string, unknown>): Promise<void> =>
  recordIn(manager, { resource: { type: 'user', id: userId }, details });

/** The constraint decides whose it is, also between two who ask at the same moment. */
async function refuseTaken(write: Promise<unknown>, code: 'IDENTITY_TAKEN' | 'ACCOUNT_EXISTS'): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError(code, 'it belongs to another account');
    throw error;
  }
}

async function dropPassword(manager: EntityManager, userId: string, now: Date): Promise<void> {
  await manager.delete(PasswordReset, { userId });
  await manager.delete(Password, { userId });
  const nobody = { username: null, usernameKey: null, email: null, emailKey: null };
  await manager.update(User, { id: userId }, { ...nobody, updatedAt: now });
}
