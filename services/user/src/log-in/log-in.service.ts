import { AppError } from '@mojian/contracts/app-error';
import { Inject, Injectable } from '@nestjs/common';
import { AccountRepository, type KnownAs } from '../data/account.repository.js';
import { SessionRepository } from '../data/session.repository.js';
import { profileChange, type SentProfile } from '../domain/profile.js';
import { newRefreshToken } from '../domain/refresh-token.js';
import { type TokenPair, tokenPair } from '../domain/token-pair.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';

const mockPrefix = 'test_';

@Injectable()
export class LogInService {
  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
  ) {}

  async logIn(code: string, profile: SentProfile | null | undefined): Promise<TokenPair> {
    const knownAs = await this.identify(code);
    const now = this.settings.clock();
    const user = await this.accounts.signIn(knownAs, profileChange(profile), now);
    const refreshToken = newRefreshToken();
    const session = await this.sessions.open(user, refreshToken, now);
    this.settings.logger.info('user.logged_in', { user: user.id, session: session.id, provider: knownAs.provider });
    return tokenPair({ user, sessionId: session.id, refreshToken, issuedAt: now }, this.settings.signingKeys[0]);
  }

  /** A code of the development login never reaches WeChat, and a code of WeChat never names a user by itself. */
  private async identify(code: string): Promise<KnownAs> {
    const { mockLogin, wechat } = this.settings;
    if (code.startsWith(mockPrefix)) {
      if (!mockLogin) throw new AppError('WECHAT_CODE_REFUSED', 'the development login is switched off');
      return { provider: 'wechat-mock', subject: code };
    }
    if (!wechat) throw new AppError('WECHAT_CODE_REFUSED', 'no WeChat app is set up');
    return { provider: 'wechat', subject: await wechat.exchangeCode(code) };
  }
}
