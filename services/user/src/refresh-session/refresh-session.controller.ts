import type { RouteInput } from '@mojian/contracts/route';
import { refresh } from '@mojian/contracts/routes/auth.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Inject } from '@nestjs/common';
import type { TokenPair } from '../domain/token-pair.js';
import { RefreshSessionService } from './refresh-session.service.js';

@Controller()
export class RefreshSessionController {
  constructor(@Inject(RefreshSessionService) private readonly service: RefreshSessionService) {}

  @Handle(refresh)
  refresh(@Input() { body }: RouteInput<typeof refresh>): Promise<TokenPair> {
    return this.service.refresh(body.refreshToken);
  }
}
