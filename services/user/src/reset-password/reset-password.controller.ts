import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { resetPassword } from '@mojian/contracts/routes/account.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Origin, type RequestOrigin } from '@mojian/service-kit/origin';
import { Controller, Inject } from '@nestjs/common';
import { done } from '../domain/messages.js';
import { ResetPasswordService } from './reset-password.service.js';

@Controller()
export class ResetPasswordController {
  constructor(@Inject(ResetPasswordService) private readonly service: ResetPasswordService) {}

  @Handle(resetPassword)
  async reset(
    @Input() { body }: RouteInput<typeof resetPassword>,
    @Origin() { language }: RequestOrigin,
  ): Promise<RouteReply<typeof resetPassword>> {
    await this.service.reset({ token: body.token, password: body.new_password, language });
    return done('passwordReset', language);
  }
}
