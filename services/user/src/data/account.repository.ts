import { randomUUID } from 'node:crypto';
import { AppError } from '@mojian/contracts/app-error';
import { inTransaction } from '@mojian/database/transaction';
import { Turns } from '@mojian/database/turns';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { callOrigin } from '../call-origin.js';
import type { ProfileChange } from '../domain/profile.js';
import { Identity, type IdentityProvider } from './identity.entity.js';
import { recordIn } from './record-in.js';
import type { Session } from './session.entity.js';
import { SessionRepository } from './session.repository.js';
import { User } from './user.entity.js';

export interface KnownAs {
  readonly provider: IdentityProvider;
  readonly subject: string;
}

/** A login of somebody whom a provider vouches for. */
export interface SignIn {
  readonly knownAs: KnownAs;
  readonly change: ProfileChange;
  /** The first of the new session. */
  readonly refreshToken: string;
  readonly now: Date;
}

export interface SignedIn {
  readonly user: User;
  readonly session: Session;
}

@Injectable()
export class AccountRepository {
  private readonly turns = new Turns();

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
  ) {}

  /**
   * The user known as this, made if there is none, with a new session: however many ask at once, it is one and the same
   * user. Identity, profile, session and audit row are one transaction.
   */
  signIn(signIn: SignIn): Promise<SignedIn> {
    const { provider, subject } = signIn.knownAs;
    return this.turns.take(`${provider} ${subject}`, () => this.signInAlone(signIn));
  }

  private signInAlone({ knownAs, change, refreshToken, now }: SignIn): Promise<SignedIn> {
    return inTransaction(this.dataSource, async (manager) => {
      const userId = await claimIdentity(manager, knownAs, now);
      // Locks the row that whoever disables or deletes the user locks as well: no session opens behind their back.
      await manager.update(User, { id: userId, deletedAt: IsNull() }, { ...changesOf(change, now), lastLoginAt: now });
      const user = await manager.findOneByOrFail(User, { id: userId });
      if (!user.active) throw new AppError('USER_DISABLED', 'the account is disabled');
      const session = await this.sessions.open({ user, refreshToken, audience: 'mini', ...callOrigin(), now }, manager);
      await recordIn(manager, {
        resource: { type: 'session', id: session.id },
        userId,
        details: { provider: knownAs.provider },
      });
      return { user, session };
    });
  }

  async find(userId: string): Promise<User> {
    const user = await this.dataSource.manager.findOneBy(User, { id: userId });
    if (!user) throw new AppError('TOKEN_REVOKED', 'the user of the token is gone');
    return user;
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

/** A user of whom nothing is known yet. */
export const newUser = (id: string, now: Date): User => ({
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

/** What a profile changes of a user's row; null leaves a field as it is. */
function changesOf(profile: ProfileChange, now: Date): Partial<User> {
  const told = Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== null));
  return Object.keys(told).length > 0 ? { ...told, updatedAt: now } : {};
}
