import { sessionRevoked } from '@mojian/contracts/events';
import { publishEvent } from '@mojian/redis/events';
import { Inject, Injectable } from '@nestjs/common';
import type { RevocationReason } from '../data/session.entity.js';
import { SessionRepository } from '../data/session.repository.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';

export interface SessionEnd {
  readonly userId: string;
  readonly sessionId: string;
  readonly reason: RevocationReason;
}

@Injectable()
export class EndSessionService {
  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
  ) {}

  /** Postgres first: who asks after the event has come finds the session ended. False where it was not alive. */
  async end({ userId, sessionId, reason }: SessionEnd): Promise<boolean> {
    const ended = await this.sessions.revoke({ userId, sessionId, reason, now: this.settings.clock() });
    if (ended) await this.tell(userId, [sessionId], reason);
    return ended;
  }

  /** Ends all sessions of the user but this one; tells how many there were. */
  async endOthers(userId: string, sessionId: string): Promise<number> {
    const ended = await this.sessions.revokeOthers(userId, sessionId, this.settings.clock());
    await this.tell(userId, ended, 'revoked');
    return ended.length;
  }

  private async tell(userId: string, sessionIds: readonly string[], reason: RevocationReason): Promise<void> {
    const { redis, logger } = this.settings;
    const events = sessionIds.map((id) => publishEvent(redis, sessionRevoked, { user_id: userId, session_id: id }));
    await Promise.all(events);
    for (const session of sessionIds) logger.info('session.ended', { session, reason });
  }
}
