import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { webLogin } from '@mojian/contracts/routes/account.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Origin, type RequestOrigin } from '@mojian/service-kit/origin';
import { Controller, Inject } from '@nestjs/common';
import { WebLogInService } from './web-log-in.service.js';

@Controller()
export class WebLogInController {
  constructor(@Inject(WebLogInService) private readonly service: WebLogInService) {}

  @Handle(webLogin)
  logIn(
    @Input() { body }: RouteInput<typeof webLogin>,
    @Origin() origin: RequestOrigin,
  ): Promise<RouteReply<typeof webLogin>> {
    return this.service.logIn(body, origin);
  }
}
