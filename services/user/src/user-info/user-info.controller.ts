import type { RouteInput } from '@mojian/contracts/route';
import { getUserInfo, updateUserInfo } from '@mojian/contracts/routes/auth.routes';
import { Caller, type CallerIdentity } from '@mojian/service-kit/caller';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Inject } from '@nestjs/common';
import { AccountRepository } from '../data/account.repository.js';
import { UserRepository } from '../data/user.repository.js';
import { describeUser, type UserInfo } from '../domain/user-info.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';

@Controller()
export class UserInfoController {
  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(UserRepository) private readonly users: UserRepository,
  ) {}

  @Handle(getUserInfo)
  async get(@Caller() { userId, sessionId }: CallerIdentity): Promise<UserInfo> {
    return describeUser(await this.accounts.find(userId), sessionId);
  }

  @Handle(updateUserInfo)
  async update(
    @Input() { body }: RouteInput<typeof updateUserInfo>,
    @Caller() { userId, sessionId }: CallerIdentity,
  ): Promise<UserInfo> {
    const { nickname, avatar } = body;
    const change = { ...(nickname !== null && { nickname }), ...(avatar !== null && { avatar }) };
    const now = this.settings.clock();
    const { user } = await this.users.change({ userId, actorId: userId, change, now });
    return describeUser(user, sessionId);
  }
}
