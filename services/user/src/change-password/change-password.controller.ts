import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { changePassword } from '@mojian/contracts/routes/user.routes';
import { Caller, type CallerIdentity, sessionOf } from '@mojian/service-kit/caller';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Origin, type RequestOrigin } from '@mojian/service-kit/origin';
import { Controller, Inject } from '@nestjs/common';
import { done } from '../domain/messages.js';
import { ChangePasswordService } from './change-password.service.js';

@Controller()
export class ChangePasswordController {
  constructor(@Inject(ChangePasswordService) private readonly service: ChangePasswordService) {}

  @Handle(changePassword)
  async change(
    @Input() { body }: RouteInput<typeof changePassword>,
    @Caller() caller: CallerIdentity,
    @Origin() { language }: RequestOrigin,
  ): Promise<RouteReply<typeof changePassword>> {
    const { current_password: current, new_password: password } = body;
    await this.service.change({
      userId: caller.userId,
      sessionId: sessionOf(caller),
      current,
      password,
      language,
    });
    return done('passwordChanged', language);
  }
}
