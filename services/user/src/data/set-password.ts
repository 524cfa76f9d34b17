import type { Language } from '@mojian/contracts/dialect';
import { type EntityManager, IsNull } from 'typeorm';
import { lockUser } from './lock-user.js';
import { queueMail } from './mail.repository.js';
import { Password } from './password.entity.js';
import { PasswordReset } from './password-reset.entity.js';
import { recordIn } from './record-in.js';
import { Session } from './session.entity.js';
import type { SessionRepository } from './session.repository.js';
import { User } from './user.entity.js';

export interface NewPassword {
  readonly userId: string;
  readonly hash: string;
  /** The session that goes on; all end unless told. */
  readonly except?: string;
  /** Of the mail that tells the user. */
  readonly language: Language;
  readonly now: Date;
}

/**
 * Another password with all that follows from it: sessions end, mailed tokens are used up, the user is told by mail, the
 * audit has its row. Gives the ids of the sessions that ended; who calls it tells `sessionRevoked` after the commit.
 */
export async function setPassword(
  manager: EntityManager,
  sessions: SessionRepository,
  { userId, hash, except, language, now }: NewPassword,
): Promise<readonly string[]> {
  const user = await lockUser(manager, userId);
  await manager.update(Password, { userId }, { hash, changedAt: now });
  await manager.update(PasswordReset, { userId, usedAt: IsNull() }, { usedAt: now });
  await sessions.revokeAllOf(userId, 'password_changed', { now, ...(except !== undefined && { except }) }, manager);
  // Where one goes on, its access token must as well.
  if (except === undefined) await manager.update(User, { id: userId }, { tokenVersion: user.tokenVersion + 1 });
  const ended = await manager.find(Session, {
    where: { userId, revokedAt: now, revokedReason: 'password_changed' },
    select: { id: true },
  });
  if (user.email !== null) await queueMail(manager, { kind: 'password_changed', email: user.email, language, now });
  await recordIn(manager, {
    userId,
    resource: { type: 'user', id: userId },
    after: { password: 'changed', revoked_sessions: ended.length },
  });
  return ended.map(({ id }) => id);
}
