import { AppError } from '@mojian/contracts/app-error';
import { apiKeyRevoked, sessionRevoked, userChanged } from '@mojian/contracts/events';
import type { RouteInput } from '@mojian/contracts/route';
import type { deleteMe } from '@mojian/contracts/routes/user.routes';
import { publishEvent } from '@mojian/redis/events';
import { Inject, Injectable } from '@nestjs/common';
import { AccountDeletionRepository } from '../data/account-deletion.repository.js';
import { PasswordRepository } from '../data/password.repository.js';
import { PasswordConfirmation } from '../passwords/confirm-password.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';
import { CodeConfirmation } from '../wechat/confirm-code.js';

type DeletionProof = RouteInput<typeof deleteMe>['body'];

@Injectable()
export class DeleteAccountService {
  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(AccountDeletionRepository) private readonly accounts: AccountDeletionRepository,
    @Inject(PasswordRepository) private readonly passwords: PasswordRepository,
    @Inject(PasswordConfirmation) private readonly password: PasswordConfirmation,
    @Inject(CodeConfirmation) private readonly code: CodeConfirmation,
  ) {}

  /** By its password; where it has none, by a fresh login code of its own. */
  async delete(userId: string, proof: DeletionProof): Promise<void> {
    const provenBy = await this.confirm(userId, proof);
    const { keyIds } = await this.accounts.delete({ userId, provenBy, now: this.settings.clock() });
    const { redis, logger } = this.settings;
    logger.info('user.deleted', { user: userId });
    await publishEvent(redis, sessionRevoked, { user_id: userId, session_id: null });
    await publishEvent(redis, userChanged, { user_id: userId });
    for (const keyId of keyIds) await publishEvent(redis, apiKeyRevoked, { user_id: userId, key_id: keyId });
  }

  /** The hash that the password matched; undefined where there is none. */
  private async confirm(userId: string, { password, code }: DeletionProof): Promise<string | undefined> {
    const hash = await this.passwords.hashOf(userId);
    if (hash !== undefined) return this.password.confirm(userId, password ?? '');
    if (!code) throw new AppError('WECHAT_CODE_REFUSED', 'an account without a password needs a login code');
    await this.code.confirm(userId, code);
    return undefined;
  }
}
