import { z } from 'zod';
import { fileMailer } from './file-mailer.js';
import type { Mailer } from './mailer.js';
import { smtpMailer } from './smtp-mailer.js';

/** How mails leave, and where their links lead. */
export interface MailSettings {
  readonly mailer: Mailer;
  /** The gateway as people see it, without a slash at its end. */
  readonly publicUrl: string;
}

const withoutSlash = (text: string): string => text.replace(/\/$/, '');

/** Variables of the mails, to spread into an environment's schema. */
export const mailEnv = {
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe('Mail server, smtps://user:password@host:port; without one, mails are files in MAIL_DIR'),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]+$/, 'must be one line')
    .default('Mojian <no-reply@mojian.invalid>')
    .describe('Sender of all mails, e.g. Mojian <no-reply@mojian.example>; needed where SMTP_URL is'),
  MAIL_DIR: z.string().default('.local/mail').describe('Folder where mails land while there is no SMTP_URL'),
  PUBLIC_ORIGIN: z
    .url({ protocol: /^https?$/ })
    .transform(withoutSlash)
    .optional()
    .describe('Origin that people see, for links in mails; the gateway on this machine when absent'),
  GATEWAY_BASE_PATH: z.string().default('').transform(withoutSlash).describe('Prefix in front of every path'),
} as const;

const timeoutMs = 10_000;

export interface MailVariables {
  readonly NODE_ENV: string;
  readonly SMTP_URL?: string | undefined;
  readonly MAIL_FROM: string;
  readonly MAIL_DIR: string;
  readonly PUBLIC_ORIGIN?: string | undefined;
  readonly GATEWAY_BASE_PATH: string;
  readonly GATEWAY_PORT: number;
}

/** For `superRefine`: a product whose mails go nowhere, or lead to nowhere, does not start. */
export function refuseUnsendableMail(env: MailVariables, context: z.RefinementCtx): void {
  const refuse = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
  if (env.SMTP_URL && env.MAIL_FROM.endsWith('.invalid>')) refuse('MAIL_FROM', 'is required where SMTP_URL is set');
  if (env.NODE_ENV !== 'production') return;
  if (!env.SMTP_URL) refuse('SMTP_URL', 'is required in production');
  if (!env.PUBLIC_ORIGIN) refuse('PUBLIC_ORIGIN', 'is required in production');
}

export function mailOf(env: MailVariables, clock: () => Date): MailSettings {
  const { SMTP_URL: url, MAIL_FROM: from, MAIL_DIR: dir, PUBLIC_ORIGIN, GATEWAY_BASE_PATH, GATEWAY_PORT } = env;
  const origin = PUBLIC_ORIGIN ?? `http://127.0.0.1:${GATEWAY_PORT}`;
  return {
    mailer: url ? smtpMailer({ url, from, timeoutMs }) : fileMailer({ dir, from, clock }),
    publicUrl: `${origin}${GATEWAY_BASE_PATH}`,
  };
}
