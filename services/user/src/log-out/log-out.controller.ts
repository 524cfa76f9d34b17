import { sessionRevoked } from '@mojian/contracts/events';
import type { RouteReply } from '@mojian/contracts/route';
import { logout } from '@mojian/contracts/routes/auth.routes';
import { publishEvent } from '@mojian/redis/events';
import { Caller, type CallerIdentity, sessionOf } from '@mojian/service-kit/caller';
import { Handle } from '@mojian/service-kit/handle';
import { Controller, Inject } from '@nestjs/common';
import { SessionRepository } from '../data/session.repository.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';

@Controller()
export class LogOutController {
  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
  ) {}

  /** Postgres first: who asks after the event has come finds the session ended. */
  @Handle(logout)
  async logOut(@Caller() caller: CallerIdentity): Promise<RouteReply<typeof logout>> {
    const { userId } = caller;
    const sessionId = sessionOf(caller);
    const now = this.settings.clock();
    await this.sessions.revoke(sessionId, 'logout', now);
    await publishEvent(this.settings.redis, sessionRevoked, { user_id: userId, session_id: sessionId });
    this.settings.logger.info('user.logged_out', { session: sessionId });
    return { user_id: userId, logout_time: now.toISOString() };
  }
}
