import { AppError } from '@mojian/contracts/app-error';
import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { getAuthor } from '@mojian/contracts/routes/content-check.routes';
import { CallingProcess } from '@mojian/service-kit/caller';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Inject } from '@nestjs/common';
import { IdentityRepository } from '../data/identity.repository.js';

@Controller()
export class TellOpenidController {
  constructor(@Inject(IdentityRepository) private readonly identities: IdentityRepository) {}

  /** WeChat checks what people write by their openid; nobody but the service that has it checked needs to know it. */
  @Handle(getAuthor)
  async tell(
    @Input() { params }: RouteInput<typeof getAuthor>,
    @CallingProcess() caller: string,
  ): Promise<RouteReply<typeof getAuthor>> {
    if (caller !== 'postcard') throw new AppError('IDENTITY_REFUSED', `${caller} has nothing to be checked`);
    return { openid: (await this.identities.openidOf(params.user_id)) ?? null };
  }
}
