import { AppError } from '@mojian/contracts/app-error';
import { inTransaction } from '@mojian/database/transaction';
import { isUniqueViolation } from '@mojian/database/translate-error';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { emailKey, usernameKey } from '../domain/account-keys.js';
import { auditedChange, changedFields, type UserChange } from '../domain/user-change.js';
import { assertAdminStays, holdAdmins, isActingAdmin } from './admins.js';
import { assertPasswordUnchanged } from './assert-password-unchanged.js';
import { lockUser } from './lock-user.js';
import { PasswordReset } from './password-reset.entity.js';
import { recordIn } from './record-in.js';
import { SessionRepository } from './session.repository.js';
import { User } from './user.entity.js';

export interface UserChangeRequest {
  readonly userId: string;
  /** Who does it: the user, or an admin. */
  readonly actorId: string;
  readonly change: UserChange;
  /** The hash that the password was compared with, where the change needs it. */
  readonly provenBy?: string;
  /** What else the audit is to say. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly now: Date;
}

export interface UserChanged {
  readonly user: User;
  readonly changed: readonly (keyof UserChange)[];
}

/** Changes of users, each in one transaction with its audit row and with all that follows from it. */
@Injectable()
export class UserRepository {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
  ) {}

  /** Fails with USER_NOT_FOUND, ACCOUNT_EXISTS, LAST_ADMIN, or PERMISSION_DENIED for an admin who is none any more. */
  change(request: UserChangeRequest): Promise<UserChanged> {
    return inTransaction(this.dataSource, async (manager) => {
      const { userId, actorId, change, provenBy, details, now } = request;
      if (change.role === 'user' || change.active === false) await holdAdmins(manager);
      const before = await lockUser(manager, userId);
      if (provenBy !== undefined) await assertPasswordUnchanged(manager, userId, provenBy);
      const changed = changedFields(before, change);
      if (changed.length === 0) {
        if (details) await recordIn(manager, { ...aboutUser(userId), details: { ...details, unchanged: true } });
        return { user: before, changed };
      }
      const user = applied(before, change, now);
      if (isActingAdmin(before) && !isActingAdmin(user)) await assertAdminStays(manager, { userId, actorId });
      await save(manager, user);
      await this.followUp(manager, { user, changed, now });
      await recordIn(manager, {
        ...aboutUser(userId),
        ...auditedChange({ before, after: user, fields: changed }),
        ...(details && { details }),
      });
      return { user, changed };
    });
  }

  /** A disabled user has no session; a link that resets the password is no use to whoever read the old mailbox. */
  private async followUp(
    manager: EntityManager,
    { user, changed, now }: UserChanged & { readonly now: Date },
  ): Promise<void> {
    if (changed.includes('active') && !user.active) {
      await this.sessions.revokeAllOf(user.id, 'user_disabled', { now }, manager);
    }
    if (changed.includes('email')) await manager.delete(PasswordReset, { userId: user.id });
  }
}

const aboutUser = (id: string) => ({ resource: { type: 'user', id } });

function applied(before: User, change: UserChange, now: Date): User {
  const user = { ...before, ...change, updatedAt: now };
  return {
    ...user,
    usernameKey: user.username === null ? null : usernameKey(user.username),
    emailKey: user.email === null ? null : emailKey(user.email),
    // Access tokens of before are refused, also after the user is active again.
    tokenVersion: before.active && !user.active ? before.tokenVersion + 1 : before.tokenVersion,
  };
}

async function save(manager: EntityManager, { id, ...values }: User): Promise<void> {
  try {
    await manager.update(User, { id }, values);
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('ACCOUNT_EXISTS', 'the user name or e-mail address is taken');
    throw error;
  }
}
