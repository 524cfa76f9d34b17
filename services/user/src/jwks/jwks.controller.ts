import type { RouteReply } from '@mojian/contracts/route';
import { getJwks } from '@mojian/contracts/routes/auth.routes';
import { Handle } from '@mojian/service-kit/handle';
import { Controller, Inject } from '@nestjs/common';
import { USER_SETTINGS, type UserSettings } from '../settings.js';

@Controller()
export class JwksController {
  constructor(@Inject(USER_SETTINGS) private readonly settings: UserSettings) {}

  @Handle(getJwks)
  async get(): Promise<RouteReply<typeof getJwks>> {
    return { keys: this.settings.signingKeys.map((key) => ({ ...key.publicJwk })) };
  }
}
