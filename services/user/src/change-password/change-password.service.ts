import type { Language } from '@mojian/contracts/dialect';
import { sessionRevoked } from '@mojian/contracts/events';
import { publishEvent } from '@mojian/redis/events';
import { Inject, Injectable } from '@nestjs/common';
import { AccountRepository } from '../data/account.repository.js';
import { PasswordRepository } from '../data/password.repository.js';
import { assertUncommon } from '../passwords/common-passwords.js';
import { PasswordConfirmation } from '../passwords/confirm-password.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';

export interface PasswordChangeRequest {
  readonly userId: string;
  /** The session that asks, and goes on. */
  readonly sessionId: string;
  readonly current: string;
  readonly password: string;
  readonly language: Language;
}

@Injectable()
export class ChangePasswordService {
  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(PasswordRepository) private readonly passwords: PasswordRepository,
    @Inject(PasswordConfirmation) private readonly confirmation: PasswordConfirmation,
    @Inject(PasswordHasher) private readonly hasher: PasswordHasher,
  ) {}

  async change({ userId, sessionId, current, password, language }: PasswordChangeRequest): Promise<void> {
    const { clock, redis, logger } = this.settings;
    const provenBy = await this.confirmation.confirm(userId, current);
    assertUncommon(password, await this.accounts.find(userId));
    const hash = await this.hasher.hash(password);
    const ended = await this.passwords.change({ userId, sessionId, provenBy, hash, language, now: clock() });
    await Promise.all(ended.map((session_id) => publishEvent(redis, sessionRevoked, { user_id: userId, session_id })));
    logger.info('password.changed', { user: userId, ended_sessions: ended.length });
  }
}
