import type { Language } from '@mojian/contracts/dialect';
import { Inject, Injectable } from '@nestjs/common';
import { MailRepository } from '../data/mail.repository.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';

@Injectable()
export class ForgotPasswordService {
  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(MailRepository) private readonly mails: MailRepository,
  ) {}

  /** Whether anybody has the address is found out when the mail is sent, where no answer waits for it. */
  async requestMail(email: string, language: Language): Promise<void> {
    const ordered = await this.mails.orderReset(email, language, this.settings.clock());
    if (!ordered) this.settings.logger.info('password.reset_not_ordered', { reason: 'too many for this address' });
  }
}
