import type { RouteReply } from '@mojian/contracts/route';
import { webLogout } from '@mojian/contracts/routes/account.routes';
import { Caller, type CallerIdentity, sessionOf } from '@mojian/service-kit/caller';
import { Handle } from '@mojian/service-kit/handle';
import { Origin, type RequestOrigin } from '@mojian/service-kit/origin';
import { Controller, Inject } from '@nestjs/common';
import { done } from '../domain/messages.js';
import { EndSessionService } from './end-session.service.js';

@Controller()
export class WebLogOutController {
  constructor(@Inject(EndSessionService) private readonly ending: EndSessionService) {}

  /** May be repeated: a session that has ended is as the caller wants it. */
  @Handle(webLogout)
  async logOut(
    @Caller() caller: CallerIdentity,
    @Origin() { language }: RequestOrigin,
  ): Promise<RouteReply<typeof webLogout>> {
    await this.ending.end({ userId: caller.userId, sessionId: sessionOf(caller), reason: 'logout' });
    return done('loggedOut', language);
  }
}
