import { AppError } from '@mojian/contracts/app-error';
import { Inject, Injectable } from '@nestjs/common';
import { IdentityRepository } from '../data/identity.repository.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';
import { identifyByCode } from './identify-by-code.js';

/** Asks whoever has a session to log in once more by WeChat, where there is no password to ask for. */
@Injectable()
export class CodeConfirmation {
  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(IdentityRepository) private readonly identities: IdentityRepository,
  ) {}

  /** WECHAT_CODE_REFUSED where the code proves somebody whom nobody knows, IDENTITY_TAKEN where it proves another user. */
  async confirm(userId: string, code: string): Promise<void> {
    const owner = await this.identities.ownerOf(await identifyByCode(this.settings, code));
    if (owner === userId) return;
    if (owner === undefined) throw new AppError('WECHAT_CODE_REFUSED', 'the code is of an identity of no account');
    throw new AppError('IDENTITY_TAKEN', 'the code is of an identity of another account');
  }
}
