import { AppError } from '@mojian/contracts/app-error';
import { loginTries } from '@mojian/contracts/limits';
import { Inject, Injectable } from '@nestjs/common';
import { PasswordRepository } from '../data/password.repository.js';
import { PasswordHasher } from './password-hasher.js';
import { TryWindows } from './try-windows.js';

/** Asks whoever has a session for the password once more, before something that a stolen session must not do. */
@Injectable()
export class PasswordConfirmation {
  constructor(
    @Inject(PasswordRepository) private readonly passwords: PasswordRepository,
    @Inject(PasswordHasher) private readonly hasher: PasswordHasher,
    @Inject(TryWindows) private readonly tries: TryWindows,
  ) {}

  /**
   * Resolves with the stored hash that was matched. Rejects with PASSWORD_WRONG, IDENTITY_NOT_FOUND where the account has
   * no password, RATE_LIMITED after ten tries in a minute.
   */
  async confirm(userId: string, password: string): Promise<string> {
    const hash = await this.passwords.hashOf(userId);
    if (hash === undefined) throw new AppError('IDENTITY_NOT_FOUND', 'the account has no password');
    await this.tries.hit([{ key: `tries:confirm:${userId}`, ...loginTries.fromAnAddress }]);
    if (!(await this.hasher.verify(password, hash))) throw new AppError('PASSWORD_WRONG', 'the password is wrong');
    return hash;
  }
}
