import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import type { linkPassword, linkWechat, listIdentities, unlinkIdentity } from '@mojian/contracts/routes/user.routes';
import { Inject, Injectable } from '@nestjs/common';
import { IdentityRepository } from '../data/identity.repository.js';
import { maskEmail } from '../domain/mask-email.js';
import { assertUncommon } from '../passwords/common-passwords.js';
import { PasswordConfirmation } from '../passwords/confirm-password.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';
import { CodeConfirmation } from '../wechat/confirm-code.js';
import { identifyByCode } from '../wechat/identify-by-code.js';

/** The ways to log in to one account. What is added is proven, and so is the account that it is added to. */
@Injectable()
export class LinkIdentitiesService {
  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(IdentityRepository) private readonly identities: IdentityRepository,
    @Inject(PasswordConfirmation) private readonly password: PasswordConfirmation,
    @Inject(CodeConfirmation) private readonly code: CodeConfirmation,
    @Inject(PasswordHasher) private readonly hasher: PasswordHasher,
  ) {}

  async list(userId: string): Promise<RouteReply<typeof listIdentities>> {
    const ways = await this.identities.list(userId);
    const items = ways.map(({ provider, email, created_at }) => ({
      provider,
      hint: email === null ? null : maskEmail(email),
      created_at: created_at.toISOString(),
    }));
    return { items };
  }

  /** The password first: a wrong one must not use the code up. */
  async linkWechat(userId: string, { code, password }: RouteInput<typeof linkWechat>['body']): Promise<void> {
    const provenBy = await this.password.confirm(userId, password);
    const knownAs = await identifyByCode(this.settings, code);
    await this.identities.link({ userId, knownAs, provenBy, now: this.settings.clock() });
  }

  async linkPassword(userId: string, body: RouteInput<typeof linkPassword>['body']): Promise<void> {
    const { code, username, email, password } = body;
    assertUncommon(password, { username, email });
    await this.code.confirm(userId, code);
    const hash = await this.hasher.hash(password);
    await this.identities.linkPassword({ userId, username, email, hash, now: this.settings.clock() });
  }

  unlink(userId: string, provider: RouteInput<typeof unlinkIdentity>['params']['provider']): Promise<void> {
    return this.identities.unlink(userId, provider, this.settings.clock());
  }
}
