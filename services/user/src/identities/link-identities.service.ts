import { sessionRevoked } from '@mojian/contracts/events';
import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import type { linkPassword, linkWechat, listIdentities } from '@mojian/contracts/routes/user.routes';
import { publishEvent } from '@mojian/redis/events';
import { Inject, Injectable } from '@nestjs/common';
import { IdentityRepository, type Unlinking } from '../data/identity.repository.js';
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

  async unlink(unlinking: Omit<Unlinking, 'now'>): Promise<void> {
    const { redis, clock } = this.settings;
    const ended = await this.identities.unlink({ ...unlinking, now: clock() });
    const user_id = unlinking.userId;
    await Promise.all(ended.map((session_id) => publishEvent(redis, sessionRevoked, { user_id, session_id })));
  }
}
