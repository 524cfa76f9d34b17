import type { Audience } from '@mojian/contracts/identity';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { hashRefreshToken, successorOf } from '../domain/refresh-token.js';
import { endFamily } from './end-family.js';
import { RefreshToken } from './refresh-token.entity.js';
import { Session } from './session.entity.js';
import { User } from './user.entity.js';

export interface RotationRequest {
  readonly token: string;
  /** Whose endpoint it came to: the tokens of the other one are unknown there. */
  readonly audience: Audience;
  /** Keys of `successorOf`, the one in use first; with the others a successor may have been made elsewhere. */
  readonly keys: readonly [Buffer, ...Buffer[]];
  readonly graceSeconds: number;
  readonly now: Date;
}

/** Why a refresh token is refused: never heard of, past its session's end, ended, or used twice; or its user is disabled. */
export type RefusalReason = 'unknown' | 'expired' | 'revoked' | 'reused' | 'disabled';

/** `rotated` and `repeated` hold the same pair: whoever lost the first answer gets it again. */
export type Rotation =
  | {
      readonly kind: 'rotated' | 'repeated';
      readonly session: Session;
      readonly user: User;
      readonly successor: string;
      readonly issuedAt: Date;
    }
  /** This very request found the reuse, and its transaction ends the family. */
  | { readonly kind: 'reused'; readonly sessionId: string; readonly userId: string }
  | { readonly kind: 'refused'; readonly reason: RefusalReason };

/**
 * One statement claims the rotation, so that of any number of requests with one token a single one steps forward. The
 * others find a used token: within the grace, and while its successor is unused, they are repeats; later they are theft.
 */
export async function rotate(manager: EntityManager, request: RotationRequest): Promise<Rotation> {
  const successor = successorOf(request.token, request.keys[0]);
  const sessionId = await claim(manager, request, successor);
  if (sessionId === undefined) return judgeRefused(manager, request);
  const { now } = request;
  await manager.update(Session, { id: sessionId }, { refreshedAt: now });
  const session = await manager.findOneByOrFail(Session, { id: sessionId });
  await manager.insert(RefreshToken, {
    tokenHash: hashRefreshToken(successor),
    sessionId,
    createdAt: now,
    expiresAt: session.expiresAt,
    usedAt: null,
    successorHash: null,
  });
  const user = await manager.findOneByOrFail(User, { id: session.userId });
  return { kind: 'rotated', session, user, successor, issuedAt: now };
}

/** The session's row is locked too, so that it cannot end between the claim and the new token. */
const claimSql = `
  WITH live AS (
    SELECT session.id FROM session
      JOIN refresh_token ON refresh_token.session_id = session.id
      JOIN "user" ON "user".id = session.user_id
     WHERE refresh_token.token_hash = $1 AND session.revoked_at IS NULL AND session.expires_at > $2
       AND session.audience = $4 AND "user".active
       FOR UPDATE OF session
  )
  UPDATE refresh_token SET used_at = $2, successor_hash = $3
    FROM live
   WHERE token_hash = $1 AND session_id = live.id AND used_at IS NULL AND refresh_token.expires_at > $2
  RETURNING session_id`;

const ClaimedRows = z.tuple([z.array(z.object({ session_id: z.string() })), z.number()]);

async function claim(
  manager: EntityManager,
  { token, audience, now }: RotationRequest,
  successor: string,
): Promise<string | undefined> {
  const parameters = [hashRefreshToken(token), now, hashRefreshToken(successor), audience];
  const [rows] = ClaimedRows.parse(await manager.query(claimSql, parameters));
  return rows[0]?.session_id;
}

const refused = (reason: RefusalReason): Rotation => ({ kind: 'refused', reason });

async function judgeRefused(manager: EntityManager, request: RotationRequest): Promise<Rotation> {
  const token = await manager.findOneBy(RefreshToken, { tokenHash: hashRefreshToken(request.token) });
  const session = token && (await manager.findOneBy(Session, { id: token.sessionId }));
  if (!session || session.audience !== request.audience) return refused('unknown');
  if (session.revokedReason) return refused(session.revokedReason === 'refresh_reused' ? 'reused' : 'revoked');
  if (session.expiresAt <= request.now || token.expiresAt <= request.now) return refused('expired');
  const user = await manager.findOneByOrFail(User, { id: session.userId });
  if (!user.active) return refused('disabled');
  return judgeUsed(manager, request, { token, session, user });
}

interface Found {
  readonly token: RefreshToken;
  readonly session: Session;
  readonly user: User;
}

async function judgeUsed(manager: EntityManager, request: RotationRequest, found: Found): Promise<Rotation> {
  const { token: used, session, user } = found;
  // Unused and alive, and yet not claimed: it changed between the claim and this look.
  if (!used.usedAt || !used.successorHash) return refused('unknown');
  const { successorHash } = used;
  const next = await manager.findOneBy(RefreshToken, { tokenHash: successorHash });
  const isFresh = request.now.getTime() - used.usedAt.getTime() <= request.graceSeconds * 1000;
  if (!next || next.usedAt || !isFresh) {
    const ended = await endFamily(manager, { session, user, now: request.now });
    return ended ? { kind: 'reused', sessionId: session.id, userId: user.id } : refused('reused');
  }
  const successor = request.keys
    .map((key) => successorOf(request.token, key))
    .find((made) => hashRefreshToken(made).equals(successorHash));
  if (successor === undefined) return refused('unknown');
  return { kind: 'repeated', session, user, successor, issuedAt: next.createdAt };
}
