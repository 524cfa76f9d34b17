import { AppError } from '@mojian/contracts/app-error';
import type { RouteInput } from '@mojian/contracts/route';
import type { updateMe } from '@mojian/contracts/routes/user.routes';
import { Inject, Injectable } from '@nestjs/common';
import { AccountRepository } from '../data/account.repository.js';
import { PasswordRepository } from '../data/password.repository.js';
import type { User } from '../data/user.entity.js';
import { UserRepository } from '../data/user.repository.js';
import { toldText, type UserChange } from '../domain/user-change.js';
import { PasswordConfirmation } from '../passwords/confirm-password.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';

type AccountUpdate = RouteInput<typeof updateMe>['body'];

/** What somebody changes of their own account: nothing but what the contract names, whatever else is sent. */
@Injectable()
export class UpdateAccountService {
  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(UserRepository) private readonly users: UserRepository,
    @Inject(PasswordRepository) private readonly passwords: PasswordRepository,
    @Inject(PasswordConfirmation) private readonly password: PasswordConfirmation,
  ) {}

  async update(userId: string, body: AccountUpdate): Promise<User> {
    const change = changeOf(body);
    const provenBy = await this.confirm(userId, change, body.current_password ?? '');
    const now = this.settings.clock();
    const { user } = await this.users.change({
      userId,
      actorId: userId,
      change,
      now,
      ...(provenBy !== undefined && { provenBy }),
    });
    return user;
  }

  /**
   * With the e-mail address the password can be reset, so it changes only for whoever knows the password. Without a
   * password there is neither user name nor address: they would log nobody in, and only keep others from them.
   */
  private async confirm(userId: string, change: UserChange, password: string): Promise<string | undefined> {
    const user = await this.accounts.find(userId);
    const [isNewName, isNewAddress] = [isNew(user, change, 'username'), isNew(user, change, 'email')];
    if (isNewAddress) return this.password.confirm(userId, password);
    if (isNewName && (await this.passwords.hashOf(userId)) === undefined) {
      throw new AppError('IDENTITY_NOT_FOUND', 'an account without a password has no user name');
    }
    return undefined;
  }
}

const isNew = (user: User, change: UserChange, field: 'username' | 'email'): boolean =>
  change[field] !== undefined && change[field] !== user[field];

function changeOf({ username, email, full_name, nickname, avatar_url }: AccountUpdate): UserChange {
  const fullName = toldText(full_name);
  const nick = toldText(nickname);
  return {
    ...(username && { username }),
    ...(email && { email }),
    ...(fullName !== undefined && { fullName }),
    ...(nick !== undefined && { nickname: nick }),
    ...(avatar_url && { avatar: avatar_url }),
  };
}
