import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { getApiKeyState } from '@mojian/contracts/routes/session-state.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Inject } from '@nestjs/common';
import { ApiKeysService } from './api-keys.service.js';

/** What the gateway asks about a key that it is shown. */
@Controller()
export class ApiKeyStateController {
  constructor(@Inject(ApiKeysService) private readonly service: ApiKeysService) {}

  @Handle(getApiKeyState)
  get(@Input() { params }: RouteInput<typeof getApiKeyState>): Promise<RouteReply<typeof getApiKeyState>> {
    return this.service.state(params.key_hash);
  }
}
