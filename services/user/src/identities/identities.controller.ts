import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { linkPassword, linkWechat, listIdentities, unlinkIdentity } from '@mojian/contracts/routes/user.routes';
import { Caller, type CallerIdentity, sessionOf } from '@mojian/service-kit/caller';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Inject } from '@nestjs/common';
import { LinkIdentitiesService } from './link-identities.service.js';

type Identities = RouteReply<typeof listIdentities>;

/** Only what a request proves claims an identity; whatever else its body says of one is not read. */
@Controller()
export class IdentitiesController {
  constructor(@Inject(LinkIdentitiesService) private readonly service: LinkIdentitiesService) {}

  @Handle(listIdentities)
  async list(@Caller() { userId }: CallerIdentity): Promise<Identities> {
    return this.service.list(userId);
  }

  @Handle(linkWechat)
  async linkWechat(
    @Input() { body }: RouteInput<typeof linkWechat>,
    @Caller() { userId }: CallerIdentity,
  ): Promise<Identities> {
    await this.service.linkWechat(userId, body);
    return this.service.list(userId);
  }

  @Handle(linkPassword)
  async linkPassword(
    @Input() { body }: RouteInput<typeof linkPassword>,
    @Caller() { userId }: CallerIdentity,
  ): Promise<Identities> {
    await this.service.linkPassword(userId, body);
    return this.service.list(userId);
  }

  @Handle(unlinkIdentity)
  async unlink(
    @Input() { params }: RouteInput<typeof unlinkIdentity>,
    @Caller() caller: CallerIdentity,
  ): Promise<Identities> {
    await this.service.unlink({ userId: caller.userId, sessionId: sessionOf(caller), provider: params.provider });
    return this.service.list(caller.userId);
  }
}
