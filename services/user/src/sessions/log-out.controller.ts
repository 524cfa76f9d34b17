import type { RouteReply } from '@mojian/contracts/route';
import { logout } from '@mojian/contracts/routes/auth.routes';
import { Caller, type CallerIdentity, sessionOf } from '@mojian/service-kit/caller';
import { Handle } from '@mojian/service-kit/handle';
import { Controller, Inject } from '@nestjs/common';
import { USER_SETTINGS, type UserSettings } from '../settings.js';
import { EndSessionService } from './end-session.service.js';

@Controller()
export class LogOutController {
  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(EndSessionService) private readonly ending: EndSessionService,
  ) {}

  /** May be repeated: a session that has ended is as the caller wants it. */
  @Handle(logout)
  async logOut(@Caller() caller: CallerIdentity): Promise<RouteReply<typeof logout>> {
    const { userId } = caller;
    await this.ending.end({ userId, sessionId: sessionOf(caller), reason: 'logout' });
    return { user_id: userId, logout_time: this.settings.clock().toISOString() };
  }
}
