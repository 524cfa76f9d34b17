import { randomUUID } from 'node:crypto';
import { AppError } from '@mojian/contracts/app-error';
import { inTransaction } from '@mojian/database/transaction';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { hashRefreshToken } from '../domain/refresh-token.js';
import { refreshTokenSeconds } from '../domain/token-lives.js';
import { RefreshToken } from './refresh-token.entity.js';
import { type Rotation, type RotationRequest, rotate } from './rotate-refresh-token.js';
import { Session } from './session.entity.js';
import { User } from './user.entity.js';

export interface SessionWithUser {
  readonly session: Session;
  readonly user: User;
}

@Injectable()
export class SessionRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** A new session of the user whose first refresh token is `token`. */
  open(user: User, token: string, now: Date): Promise<Session> {
    return inTransaction(this.dataSource, async (manager) => {
      const session: Session = {
        id: randomUUID(),
        userId: user.id,
        audience: 'mini',
        createdAt: now,
        refreshedAt: null,
        revokedAt: null,
        revokedReason: null,
      };
      await manager.insert(Session, session);
      await manager.insert(RefreshToken, firstToken(session.id, token, now));
      return session;
    });
  }

  rotate(request: RotationRequest): Promise<Rotation> {
    return inTransaction(this.dataSource, (manager) => rotate(manager, request));
  }

  /** Ends a session; false where it has ended before. */
  async revoke(sessionId: string, reason: 'logout' | 'refresh_reused', now: Date): Promise<boolean> {
    const ended = { revokedAt: now, revokedReason: reason };
    const { affected } = await this.dataSource.manager.update(Session, { id: sessionId, revokedAt: IsNull() }, ended);
    return affected === 1;
  }

  async find(sessionId: string): Promise<SessionWithUser | undefined> {
    const { manager } = this.dataSource;
    const session = await manager.findOneBy(Session, { id: sessionId });
    if (!session) return undefined;
    const user = await manager.findOneBy(User, { id: session.userId });
    if (!user) throw new AppError('INTERNAL', 'a session without a user');
    return { session, user };
  }
}

const firstToken = (sessionId: string, token: string, now: Date): RefreshToken => ({
  tokenHash: hashRefreshToken(token),
  sessionId,
  createdAt: now,
  expiresAt: new Date(now.getTime() + refreshTokenSeconds * 1000),
  usedAt: null,
  successorHash: null,
});
