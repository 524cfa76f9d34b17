import { randomUUID } from 'node:crypto';
import type { Audience } from '@mojian/contracts/identity';
import { inTransaction } from '@mojian/database/transaction';
import { Turns } from '@mojian/database/turns';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, MoreThan } from 'typeorm';
import type { CallOrigin } from '../call-origin.js';
import { hashRefreshToken } from '../domain/refresh-token.js';
import { tokenLives } from '../domain/token-lives.js';
import { endSessions, type RevocationScope } from './end-sessions.js';
import { recordIn } from './record-in.js';
import { RefreshToken } from './refresh-token.entity.js';
import { type Rotation, type RotationRequest, rotate } from './rotate-refresh-token.js';
import { type RevocationReason, Session } from './session.entity.js';

/** A login that has been granted. */
export interface SessionOpening extends CallOrigin {
  readonly user: { readonly id: string };
  /** The first of its refresh tokens. */
  readonly refreshToken: string;
  readonly audience: Audience;
  readonly now: Date;
}

export interface SessionRevocation {
  readonly sessionId: string;
  /** Whose it must be. */
  readonly userId: string;
  readonly reason: RevocationReason;
  readonly now: Date;
}

@Injectable()
export class SessionRepository {
  private readonly turns = new Turns();

  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** A new session with its first refresh token: in the caller's transaction, or in one of its own. */
  async open(opening: SessionOpening, manager?: EntityManager): Promise<Session> {
    if (!manager) return inTransaction(this.dataSource, (own) => this.open(opening, own));
    const session = newSession(opening);
    await manager.insert(Session, session);
    await manager.insert(RefreshToken, {
      tokenHash: hashRefreshToken(opening.refreshToken),
      sessionId: session.id,
      createdAt: session.createdAt,
      expiresAt: session.expiresAt,
      usedAt: null,
      successorHash: null,
    });
    return session;
  }

  rotate(request: RotationRequest): Promise<Rotation> {
    const key = hashRefreshToken(request.token).toString('base64');
    return this.turns.take(key, () => inTransaction(this.dataSource, (manager) => rotate(manager, request)));
  }

  /** Ends a session of the user, with its audit row; false where there is none that lives. */
  revoke({ sessionId, userId, reason, now }: SessionRevocation): Promise<boolean> {
    return inTransaction(this.dataSource, async (manager) => {
      const live = { id: sessionId, userId, revokedAt: IsNull(), expiresAt: MoreThan(now) };
      const { affected } = await manager.update(Session, live, { revokedAt: now, revokedReason: reason });
      if (affected !== 1) return false;
      await recordIn(manager, { resource: { type: 'session', id: sessionId }, after: { revoked: reason } });
      return true;
    });
  }

  /**
   * Ends all sessions of a user but `except`, and tells how many there were. Writes no audit row: it is part of
   * something greater. Whoever calls it tells `sessionRevoked` after the commit.
   */
  async revokeAllOf(
    userId: string,
    reason: RevocationReason,
    scope: RevocationScope,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<number> {
    return (await endSessions(manager, { userId, reason, ...scope })).length;
  }

  /** Ends all sessions of the user but this one, with the audit row; gives their ids. */
  revokeOthers(userId: string, sessionId: string, now: Date): Promise<readonly string[]> {
    return inTransaction(this.dataSource, async (manager) => {
      const ended = await endSessions(manager, { userId, reason: 'revoked', except: sessionId, now });
      if (ended.length > 0) {
        await recordIn(manager, { resource: { type: 'user', id: userId }, after: { revoked_sessions: ended.length } });
      }
      return ended;
    });
  }

  /** The sessions of a user that are alive, newest first. */
  list(userId: string, now: Date): Promise<Session[]> {
    return this.dataSource.manager.find(Session, {
      where: { userId, revokedAt: IsNull(), expiresAt: MoreThan(now) },
      order: { createdAt: 'DESC', id: 'ASC' },
    });
  }
}

const newSession = ({ user, audience, address, agent, now }: SessionOpening): Session => ({
  id: randomUUID(),
  userId: user.id,
  audience,
  address,
  agent,
  createdAt: now,
  expiresAt: new Date(now.getTime() + tokenLives[audience].sessionSeconds * 1000),
  refreshedAt: null,
  revokedAt: null,
  revokedReason: null,
});
