import { AppError } from '@mojian/contracts/app-error';
import { sessionRevoked } from '@mojian/contracts/events';
import { publishEvent } from '@mojian/redis/events';
import { Inject, Injectable } from '@nestjs/common';
import { SessionRepository } from '../data/session.repository.js';
import { type TokenPair, tokenPair } from '../domain/token-pair.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';

const refused = (reason: string): AppError => new AppError('REFRESH_REFUSED', reason);

@Injectable()
export class RefreshSessionService {
  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
  ) {}

  /** Every refusal is the same to the outside: HTTP 401 here would hang clients in the field for good. */
  async refresh(token: string): Promise<TokenPair> {
    const { rotationKeys: keys, graceSeconds, clock, signingKeys } = this.settings;
    const now = clock();
    const rotation = await this.sessions.rotate({ token, keys, graceSeconds, now });
    if (rotation.kind === 'refused') throw refused('the refresh token is unknown, expired or ended');
    if (rotation.kind === 'reused') {
      await this.endFamily(rotation.sessionId, now);
      throw refused('the refresh token was used before');
    }
    const { sessionId, successor, issuedAt } = rotation;
    const found = await this.sessions.find(sessionId);
    if (!found?.user.active) throw refused('the account is disabled');
    return tokenPair({ user: found.user, sessionId, refreshToken: successor, issuedAt }, signingKeys[0]);
  }

  /** Two hold the same token: which of them is the thief cannot be known, so neither goes on. */
  private async endFamily(sessionId: string, now: Date): Promise<void> {
    const { logger, redis } = this.settings;
    const found = await this.sessions.find(sessionId);
    if (!found || !(await this.sessions.revoke(sessionId, 'refresh_reused', now))) return;
    const { id: userId } = found.user;
    logger.warn('refresh.reused', { user: userId, session: sessionId });
    await publishEvent(redis, sessionRevoked, { user_id: userId, session_id: sessionId });
  }
}
