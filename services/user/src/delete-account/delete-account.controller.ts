import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { deleteMe } from '@mojian/contracts/routes/user.routes';
import { Caller, type CallerIdentity } from '@mojian/service-kit/caller';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Origin, type RequestOrigin } from '@mojian/service-kit/origin';
import { Controller, Inject } from '@nestjs/common';
import { done } from '../domain/messages.js';
import { DeleteAccountService } from './delete-account.service.js';

@Controller()
export class DeleteAccountController {
  constructor(@Inject(DeleteAccountService) private readonly service: DeleteAccountService) {}

  @Handle(deleteMe)
  async delete(
    @Input() { body }: RouteInput<typeof deleteMe>,
    @Caller() { userId }: CallerIdentity,
    @Origin() { language }: RequestOrigin,
  ): Promise<RouteReply<typeof deleteMe>> {
    await this.service.delete(userId, body);
    return done('accountDeleted', language);
  }
}
