import { randomUUID } from 'node:crypto';
import type { WebUser } from '@mojian/contracts/account';
import { Inject, Injectable } from '@nestjs/common';
import { RegistrationRepository } from '../data/registration.repository.js';
import { describeWebUser } from '../domain/web-user.js';
import { assertUncommon } from '../passwords/common-passwords.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';

export interface Registration {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  readonly fullName: string | null;
}

@Injectable()
export class RegisterService {
  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(RegistrationRepository) private readonly accounts: RegistrationRepository,
    @Inject(PasswordHasher) private readonly hasher: PasswordHasher,
  ) {}

  /** A taken name costs the same hash as a free one, and which of name and address is taken is not told. */
  async register({ username, email, password, fullName }: Registration): Promise<WebUser> {
    assertUncommon(password, { username, email });
    const hash = await this.hasher.hash(password);
    const now = this.settings.clock();
    const user = await this.accounts.register({
      id: randomUUID(),
      username,
      email,
      fullName: fullName || null,
      hash,
      now,
    });
    this.settings.logger.info('user.registered', { user: user.id });
    return describeWebUser(user);
  }
}
