import { inTransaction } from '@mojian/database/transaction';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { assertAdminStays, holdAdmins, isActingAdmin } from './admins.js';
import { assertPasswordUnchanged } from './assert-password-unchanged.js';
import { ErasureRepository } from './erasure.repository.js';
import { lockUser } from './lock-user.js';
import { recordIn } from './record-in.js';
import { SessionRepository } from './session.repository.js';
import { User } from './user.entity.js';

export interface DeletionRequest {
  readonly userId: string;
  /** The hash that the password was compared with; undefined where there is none. */
  readonly provenBy: string | undefined;
  readonly now: Date;
}

/** What other processes are told of it. */
export interface AccountDeletion {
  /** API keys that have ended with the account. */
  readonly keyIds: readonly string[];
}

const DeletedKeys = z.tuple([z.array(z.object({ id: z.uuid() })), z.number()]);

/** What says who somebody was. Rows that other tables need (sessions, events) stay without it. */
const forgetting = [
  'DELETE FROM identity WHERE user_id = $1',
  'DELETE FROM password_reset WHERE user_id = $1',
  'DELETE FROM password WHERE user_id = $1',
  'DELETE FROM refresh_token USING session WHERE session.id = session_id AND session.user_id = $1',
  'UPDATE session SET address = NULL, agent = NULL WHERE user_id = $1',
  'UPDATE security_event SET address = NULL WHERE user_id = $1',
];

@Injectable()
export class AccountDeletionRepository {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
    @Inject(ErasureRepository) private readonly erasures: ErasureRepository,
  ) {}

  /** Makes the user nobody, in one transaction; LAST_ADMIN where no other admin would be left. */
  delete({ userId, provenBy, now }: DeletionRequest): Promise<AccountDeletion> {
    return inTransaction(this.dataSource, async (manager) => {
      await holdAdmins(manager);
      const user = await lockUser(manager, userId);
      if (provenBy !== undefined) await assertPasswordUnchanged(manager, userId, provenBy);
      if (isActingAdmin(user)) await assertAdminStays(manager, { userId, actorId: userId });
      await recordIn(manager, {
        resource: { type: 'user', id: userId },
        before: { role: user.role, plan: user.plan },
        after: { deleted: true },
      });
      await this.sessions.revokeAllOf(userId, 'account_deleted', { now }, manager);
      const keyIds = await forget(manager, user);
      await manager.update(User, { id: userId }, nobody(user, now));
      await this.erasures.request(manager, userId, now);
      return { keyIds };
    });
  }
}

async function forget(manager: EntityManager, { id, emailKey }: User): Promise<readonly string[]> {
  for (const statement of forgetting) await manager.query(statement, [id]);
  if (emailKey) await manager.query('DELETE FROM mail WHERE lower(email) = $1', [emailKey]);
  const [keys] = DeletedKeys.parse(await manager.query('DELETE FROM api_key WHERE user_id = $1 RETURNING id', [id]));
  // After the deletion's own row, which is the last that is written under the pseudonym.
  await manager.query('SELECT audit.forget($1)', [id]);
  return keys.map((key) => key.id);
}

const nobody = ({ tokenVersion }: User, now: Date): Partial<User> => ({
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
  active: false,
  tokenVersion: tokenVersion + 1,
  lastLoginAt: null,
  updatedAt: now,
  deletedAt: now,
});
