import type { RouteInput } from '@mojian/contracts/route';
import { login } from '@mojian/contracts/routes/auth.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Inject } from '@nestjs/common';
import type { TokenPair } from '../domain/token-pair.js';
import { LogInService } from './log-in.service.js';

@Controller()
export class LogInController {
  constructor(@Inject(LogInService) private readonly service: LogInService) {}

  @Handle(login)
  logIn(@Input() { body }: RouteInput<typeof login>): Promise<TokenPair> {
    return this.service.logIn(body.code, body.userInfo);
  }
}
