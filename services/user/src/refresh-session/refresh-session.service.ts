import { AppError } from '@mojian/contracts/app-error';
import { sessionRevoked } from '@mojian/contracts/events';
import type { Audience } from '@mojian/contracts/identity';
import { publishEvent } from '@mojian/redis/events';
import { Inject, Injectable } from '@nestjs/common';
import type { RefusalReason, Rotation } from '../data/rotate-refresh-token.js';
import { SessionRepository } from '../data/session.repository.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';

/** The next step of a session, from which each audience's answer is made. */
export type RefreshedSession = Extract<Rotation, { readonly successor: string }>;

const sentences: Readonly<Record<RefusalReason, string>> = {
  unknown: 'the refresh token is unknown here',
  expired: 'the session has come to its end',
  revoked: 'the session was ended',
  reused: 'the refresh token was used before',
  disabled: 'the account is disabled',
};

/** One code for all of them; `reason` in the details tells a client's author which it was. */
const refused = (reason: RefusalReason): AppError =>
  new AppError('REFRESH_REFUSED', sentences[reason], { details: { reason } });

@Injectable()
export class RefreshSessionService {
  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
  ) {}

  /** Exchanges a refresh token of this audience for its successor. Fails with REFRESH_REFUSED. */
  async refresh(token: string, audience: Audience): Promise<RefreshedSession> {
    const { rotationKeys: keys, graceSeconds, clock } = this.settings;
    const rotation = await this.sessions.rotate({ token, audience, keys, graceSeconds, now: clock() });
    if (rotation.kind === 'refused') throw refused(rotation.reason);
    if (rotation.kind === 'reused') {
      await this.tell(rotation);
      throw refused('reused');
    }
    return rotation;
  }

  private async tell({ userId, sessionId }: Extract<Rotation, { kind: 'reused' }>): Promise<void> {
    const { logger, redis } = this.settings;
    logger.warn('refresh.reused', { user: userId, session: sessionId });
    await publishEvent(redis, sessionRevoked, { user_id: userId, session_id: sessionId });
  }
}
