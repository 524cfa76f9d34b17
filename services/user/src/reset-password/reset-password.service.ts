import type { Language } from '@mojian/contracts/dialect';
import { sessionRevoked } from '@mojian/contracts/events';
import { publishEvent } from '@mojian/redis/events';
import { Inject, Injectable } from '@nestjs/common';
import { PasswordResetRepository } from '../data/password-reset.repository.js';
import { assertUncommon } from '../passwords/common-passwords.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';

export interface PasswordResetRequest {
  readonly token: string;
  readonly password: string;
  readonly language: Language;
}

@Injectable()
export class ResetPasswordService {
  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(PasswordResetRepository) private readonly resets: PasswordResetRepository,
    @Inject(PasswordHasher) private readonly hasher: PasswordHasher,
  ) {}

  /** A token that is no use costs no hash; a password that is refused does not use the token up. */
  async reset({ token, password, language }: PasswordResetRequest): Promise<void> {
    const { clock, redis, logger } = this.settings;
    assertUncommon(password, await this.resets.ownerOf(token, clock()));
    const hash = await this.hasher.hash(password);
    const userId = await this.resets.redeem({ token, hash, language, now: clock() });
    await publishEvent(redis, sessionRevoked, { user_id: userId, session_id: null });
    logger.info('password.reset', { user: userId });
  }
}
