import { randomUUID } from 'node:crypto';
import { runInContext } from '@mojian/telemetry/request-context';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type DueMail, MailRepository, mostAttempts } from '../data/mail.repository.js';
import { PasswordResetRepository } from '../data/password-reset.repository.js';
import { composeMail } from '../mail/compose-mail.js';
import { MailRefused } from '../mail/mailer.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';
import { SweepLoop } from '../sweep-loop.js';

const intervalMs = 1000;
/** Mails sent at a time by one process. */
const atOnce = 5;
const forgetEveryMs = 3_600_000;

type Outcome = 'sent' | 'no_account' | 'given_up';

/** Sends what was ordered, every second, for as long as the process lives; any number of processes may. */
@Injectable()
export class SendMailsService implements OnApplicationBootstrap, OnApplicationShutdown {
  private loop: SweepLoop | undefined;
  private forgotAt = 0;

  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(MailRepository) private readonly mails: MailRepository,
    @Inject(PasswordResetRepository) private readonly resets: PasswordResetRepository,
  ) {}

  onApplicationBootstrap(): void {
    const { logger } = this.settings;
    this.loop = new SweepLoop({ name: 'send-mails', intervalMs, sweep: () => this.sweep(), logger });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop?.end();
  }

  private async sweep(): Promise<boolean> {
    const now = this.settings.clock();
    const due = await this.mails.claim(atOnce, now);
    await Promise.all(due.map((mail) => this.asService(() => this.handle(mail))));
    if (now.getTime() >= this.forgotAt + forgetEveryMs) {
      this.forgotAt = now.getTime();
      await this.mails.forgetOld(now);
    }
    return due.length === atOnce;
  }

  /** A mail that fails waits for its next turn, which the claim has set; it keeps no other from being sent. */
  private async handle(mail: DueMail): Promise<void> {
    const { logger, clock } = this.settings;
    try {
      const outcome = await this.send(mail);
      await this.mails.end(mail.id, outcome, clock());
      logger.info('mail.ended', { mail: mail.id, kind: mail.kind, outcome });
    } catch (error) {
      const last = error instanceof MailRefused || mail.attempts >= mostAttempts;
      logger.warn('mail.failed', { mail: mail.id, kind: mail.kind, attempts: mail.attempts, given_up: last, error });
      if (last) await this.mails.end(mail.id, 'given_up', clock());
    }
  }

  private async send({ id, kind, email, language }: DueMail): Promise<Outcome> {
    const { clock } = this.settings;
    const { mailer, publicUrl } = this.settings.mail;
    if (kind !== 'password_reset') {
      await mailer.send(composeMail({ id, kind, to: email, language }));
      return 'sent';
    }
    const issued = await this.resets.issue(email, clock());
    if (!issued) return 'no_account';
    const reset = { token: issued.token, publicUrl };
    await mailer.send(composeMail({ id, kind, to: issued.email, language, reset }));
    return 'sent';
  }

  /** What is audited of it was done by us, not by a person. */
  private asService<T>(work: () => Promise<T>): Promise<T> {
    const nobody = { user_id: null, address: null, agent: null, method: null };
    const call = { service: 'user', action: 'mail.send', operation: 'config_change', actor: 'service' } as const;
    const audited = this.settings.security.auditing && { audited: { ...call, ...nobody, rows: 0 } };
    return runInContext({ requestId: randomUUID(), ...audited }, work);
  }
}
