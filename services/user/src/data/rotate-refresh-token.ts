import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { hashRefreshToken, successorOf } from '../domain/refresh-token.js';
import { refreshTokenSeconds } from '../domain/token-lives.js';
import { RefreshToken } from './refresh-token.entity.js';
import { Session } from './session.entity.js';

export interface RotationRequest {
  readonly token: string;
  /** Keys of `successorOf`, the one in use first; the others were in use before it. */
  readonly keys: readonly [Buffer, ...Buffer[]];
  readonly graceSeconds: number;
  readonly now: Date;
}

/** `rotated` and `repeated` hold the same pair: whoever lost the first answer gets it again. */
export type Rotation =
  | {
      readonly kind: 'rotated' | 'repeated';
      readonly sessionId: string;
      readonly successor: string;
      readonly issuedAt: Date;
    }
  | { readonly kind: 'reused'; readonly sessionId: string }
  | { readonly kind: 'refused' };

/**
 * One statement claims the rotation, so that of any number of requests with one token a single one steps forward. The
 * others find a used token: within the grace, and while its successor is unused, they are repeats; later they are theft.
 */
export async function rotate(manager: EntityManager, request: RotationRequest): Promise<Rotation> {
  const successor = successorOf(request.token, request.keys[0]);
  const sessionId = await claim(manager, request, successor);
  if (sessionId === undefined) return judgeUsed(manager, request);
  const { now } = request;
  await manager.insert(RefreshToken, {
    tokenHash: hashRefreshToken(successor),
    sessionId,
    createdAt: now,
    expiresAt: new Date(now.getTime() + refreshTokenSeconds * 1000),
    usedAt: null,
    successorHash: null,
  });
  await manager.update(Session, { id: sessionId }, { refreshedAt: now });
  return { kind: 'rotated', sessionId, successor, issuedAt: now };
}

/** The session's row is locked too, so that it cannot end between the claim and the new token. */
const claimSql = `
  WITH live AS (
    SELECT session.id FROM session
      JOIN refresh_token ON refresh_token.session_id = session.id
      JOIN "user" ON "user".id = session.user_id
     WHERE refresh_token.token_hash = $1 AND session.revoked_at IS NULL AND "user".active
       FOR UPDATE OF session
  )
  UPDATE refresh_token SET used_at = $2, successor_hash = $3
    FROM live
   WHERE token_hash = $1 AND session_id = live.id AND used_at IS NULL AND expires_at > $2
  RETURNING session_id`;

const ClaimedRows = z.tuple([z.array(z.object({ session_id: z.string() })), z.number()]);

async function claim(
  manager: EntityManager,
  { token, now }: RotationRequest,
  successor: string,
): Promise<string | undefined> {
  const parameters = [hashRefreshToken(token), now, hashRefreshToken(successor)];
  const [rows] = ClaimedRows.parse(await manager.query(claimSql, parameters));
  return rows[0]?.session_id;
}

async function judgeUsed(
  manager: EntityManager,
  { token, keys, graceSeconds, now }: RotationRequest,
): Promise<Rotation> {
  const used = await manager.findOneBy(RefreshToken, { tokenHash: hashRefreshToken(token) });
  if (!used?.usedAt || !used.successorHash) return { kind: 'refused' };
  const session = await manager.findOneBy(Session, { id: used.sessionId });
  if (!session || session.revokedAt) return { kind: 'refused' };
  const { successorHash, sessionId } = used;
  const next = await manager.findOneBy(RefreshToken, { tokenHash: successorHash });
  const isRepeat = next && !next.usedAt && now.getTime() - used.usedAt.getTime() <= graceSeconds * 1000;
  if (!isRepeat) return { kind: 'reused', sessionId };
  const successor = keys
    .map((key) => successorOf(token, key))
    .find((made) => hashRefreshToken(made).equals(successorHash));
  return successor === undefined
    ? { kind: 'refused' }
    : { kind: 'repeated', sessionId, successor, issuedAt: next.createdAt };
}
