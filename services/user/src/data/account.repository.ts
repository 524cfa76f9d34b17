import { randomUUID } from 'node:crypto';
import { AppError } from '@mojian/contracts/app-error';
import { inTransaction } from '@mojian/database/transaction';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ProfileChange } from '../domain/profile.js';
import { Identity, type IdentityProvider } from './identity.entity.js';
import { User } from './user.entity.js';

export interface KnownAs {
  readonly provider: IdentityProvider;
  readonly subject: string;
}

@Injectable()
export class AccountRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** The user known as this, made if there is none: however many ask at once, it is one and the same. */
  signIn(knownAs: KnownAs, change: ProfileChange, now: Date): Promise<User> {
    return inTransaction(this.dataSource, async (manager) => {
      const userId = await claimIdentity(manager, knownAs, now);
      await updateProfile(manager, { userId, change, now });
      const user = await manager.findOneByOrFail(User, { id: userId });
      if (!user.active) throw new AppError('USER_DISABLED', 'the account is disabled');
      await manager.update(User, { id: userId }, { lastLoginAt: now });
      return { ...user, lastLoginAt: now };
    });
  }

  async find(userId: string): Promise<User> {
    const user = await this.dataSource.manager.findOneBy(User, { id: userId });
    if (!user) throw new AppError('TOKEN_REVOKED', 'the user of the token is gone');
    return user;
  }

  /** Null in the change leaves a field as it is. */
  changeProfile(userId: string, change: ProfileChange, now: Date): Promise<void> {
    return inTransaction(this.dataSource, (manager) => updateProfile(manager, { userId, change, now }));
  }
}

async function claimIdentity(manager: EntityManager, { provider, subject }: KnownAs, now: Date): Promise<string> {
  const known = await manager.findOneBy(Identity, { provider, subject });
  if (known) return known.userId;
  const userId = randomUUID();
  // Waits for whoever claims it at the same moment, and then makes no row.
  await manager
    .createQueryBuilder()
    .insert()
    .into(Identity)
    .values({ provider, subject, userId, createdAt: now })
    .orIgnore()
    .execute();
  const claimed = await manager.findOneByOrFail(Identity, { provider, subject });
  if (claimed.userId === userId) await manager.insert(User, newUser(userId, now));
  return claimed.userId;
}

const newUser = (id: string, now: Date): User => ({
  id,
  nickname: null,
  avatar: null,
  username: null,
  usernameKey: null,
  email: null,
  emailKey: null,
  fullName: null,
  gender: 0,
  role: 'user',
  plan: 'free',
  active: true,
  tokenVersion: 0,
  createdAt: now,
  updatedAt: now,
  lastLoginAt: null,
  deletedAt: null,
});

interface ProfileUpdate {
  readonly userId: string;
  readonly change: ProfileChange;
  readonly now: Date;
}

async function updateProfile(manager: EntityManager, { userId, change, now }: ProfileUpdate): Promise<void> {
  const told = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== null));
  if (Object.keys(told).length > 0) await manager.update(User, { id: userId }, { ...told, updatedAt: now });
}
