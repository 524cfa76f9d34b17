import type { RouteReply } from '@mojian/contracts/route';
import { getAccount } from '@mojian/contracts/routes/account.routes';
import { Caller, type CallerIdentity } from '@mojian/service-kit/caller';
import { Handle } from '@mojian/service-kit/handle';
import { Controller, Inject } from '@nestjs/common';
import { AccountRepository } from '../data/account.repository.js';
import { describeWebUser } from '../domain/web-user.js';

@Controller()
export class GetAccountController {
  constructor(@Inject(AccountRepository) private readonly accounts: AccountRepository) {}

  @Handle(getAccount)
  async get(@Caller() { userId }: CallerIdentity): Promise<RouteReply<typeof getAccount>> {
    return describeWebUser(await this.accounts.find(userId));
  }
}
