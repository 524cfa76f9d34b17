import { randomUUID } from 'node:crypto';
import { type EntityManager, IsNull } from 'typeorm';
import { recordIn } from './record-in.js';
import { Session } from './session.entity.js';
import type { User } from './user.entity.js';

const mailSql = `
  INSERT INTO mail (id, kind, email, language, created_at, next_attempt_at) VALUES ($1, 'session_reused', $2, 'zh', $3, $3)`;

/**
 * Two hold the same refresh token: which of them is the thief cannot be known, so neither goes on, and the user is told
 * by mail. False where the session has ended already.
 */
export async function endFamily(
  manager: EntityManager,
  { session, user, now }: { readonly session: Session; readonly user: User; readonly now: Date },
): Promise<boolean> {
  const ending = { revokedAt: now, revokedReason: 'refresh_reused' } as const;
  const { affected } = await manager.update(Session, { id: session.id, revokedAt: IsNull() }, ending);
  if (affected !== 1) return false;
  // Nobody's language is known here: the request may be the thief's.
  if (user.email !== null) await manager.query(mailSql, [randomUUID(), user.email, now]);
  await recordIn(manager, {
    resource: { type: 'session', id: session.id },
    operation: 'security_event',
    result: 'blocked',
    userId: user.id,
    after: { revoked: ending.revokedReason },
    details: { refresh: 'reused' },
  });
  return true;
}
