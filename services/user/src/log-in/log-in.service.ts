import { Inject, Injectable } from '@nestjs/common';
import { AccountRepository } from '../data/account.repository.js';
import { profileChange, type SentProfile } from '../domain/profile.js';
import { newRefreshToken } from '../domain/refresh-token.js';
import { type TokenPair, tokenPair } from '../domain/token-pair.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';
import { identifyByCode } from '../wechat/identify-by-code.js';

@Injectable()
export class LogInService {
  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
  ) {}

  async logIn(code: string, profile: SentProfile | null | undefined): Promise<TokenPair> {
    const knownAs = await identifyByCode(this.settings, code);
    const refreshToken = newRefreshToken();
    const issuedAt = this.settings.clock();
    const change = profileChange(profile);
    const { user, session } = await this.accounts.signIn({ knownAs, change, refreshToken, now: issuedAt });
    this.settings.logger.info('user.logged_in', { user: user.id, session: session.id, provider: knownAs.provider });
    return tokenPair({ user, sessionId: session.id, refreshToken, issuedAt }, this.settings.signingKeys[0]);
  }
}
