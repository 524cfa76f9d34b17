import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { getMe, updateMe } from '@mojian/contracts/routes/user.routes';
import { Caller, type CallerIdentity } from '@mojian/service-kit/caller';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Inject } from '@nestjs/common';
import { AccountRepository } from '../data/account.repository.js';
import { describeWebUser } from '../domain/web-user.js';
import { UpdateAccountService } from './update-account.service.js';

@Controller()
export class AccountController {
  constructor(
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(UpdateAccountService) private readonly service: UpdateAccountService,
  ) {}

  @Handle(getMe)
  async get(@Caller() { userId }: CallerIdentity): Promise<RouteReply<typeof getMe>> {
    return describeWebUser(await this.accounts.find(userId));
  }

  @Handle(updateMe)
  async update(
    @Input() { body }: RouteInput<typeof updateMe>,
    @Caller() { userId }: CallerIdentity,
  ): Promise<RouteReply<typeof updateMe>> {
    return describeWebUser(await this.service.update(userId, body));
  }
}
