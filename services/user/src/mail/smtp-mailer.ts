import { createTransport } from 'nodemailer';
import { type Mailer, MailRefused } from './mailer.js';

export interface SmtpMailerOptions {
  /** `smtp://user:password@host:port`, or `smtps:` for TLS from the first byte. */
  readonly url: string;
  /** `Mojian <no-reply@mojian.example>` */
  readonly from: string;
  /** For each step of the exchange, and twice as long for all of it. */
  readonly timeoutMs: number;
}

/** Sends by SMTP, each mail on a connection of its own. Except on this machine, nothing is sent without TLS. */
export function smtpMailer({ url, from, timeoutMs }: SmtpMailerOptions): Mailer {
  const { protocol, hostname } = new URL(url);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  const transport = createTransport({
    url,
    dnsTimeout: timeoutMs,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    requireTLS: protocol === 'smtp:' && !local,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ id, ...mail }) => {
      const sending = transport.sendMail({ ...mail, from, messageId: `<${id}@mojian>` });
      try {
        await withinTime(sending, 2 * timeoutMs);
      } catch (error) {
        throw isFinal(error) ? new MailRefused('the server refused the mail', { cause: error }) : error;
      }
    },
  };
}

/** A server that goes on saying something, but never the end of it, keeps nobody waiting. */
async function withinTime(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the mail server took longer than ${ms} ms`)), ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** 5xx to the address or to the mail itself; a login that is refused is our setting, which somebody can mend. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || !('responseCode' in error)) return false;
  const { code, responseCode } = error;
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && typeof responseCode === 'number' && responseCode >= 500;
}
