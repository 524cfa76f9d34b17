import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { forgotPassword } from '@mojian/contracts/routes/account.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Origin, type RequestOrigin } from '@mojian/service-kit/origin';
import { Controller, Inject } from '@nestjs/common';
import { done } from '../domain/messages.js';
import { ForgotPasswordService } from './forgot-password.service.js';

@Controller()
export class ForgotPasswordController {
  constructor(@Inject(ForgotPasswordService) private readonly service: ForgotPasswordService) {}

  /** The same answer after the same work, whoever has the address or nobody. */
  @Handle(forgotPassword)
  async forget(
    @Input() { body }: RouteInput<typeof forgotPassword>,
    @Origin() { language }: RequestOrigin,
  ): Promise<RouteReply<typeof forgotPassword>> {
    await this.service.requestMail(body.email, language);
    return done('resetAsked', language);
  }
}
