import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ComposedMail, Mailer } from './mailer.js';

export interface FileMailerOptions {
  readonly dir: string;
  readonly from: string;
  readonly clock: () => Date;
}

/** For development: a mail is a file that any mail program opens, the newest last by name; only its owner may read it. */
export const fileMailer = ({ dir, from, clock }: FileMailerOptions): Mailer => ({
  send: async (mail) => {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const now = clock();
    const file = join(dir, `${now.toISOString().replaceAll(/[-:.]/g, '')}-${mail.id.slice(0, 8)}.eml`);
    await writeFile(`${file}.part`, render(mail, { from, now }), { mode: 0o600 });
    await rename(`${file}.part`, file);
  },
});

/** In UTF-8 throughout (RFC 6532), so that people can read it as it is. */
function render({ id, to, subject, text, html }: ComposedMail, { from, now }: { from: string; now: Date }): string {
  const boundary = `part-${id}`;
  const part = (type: string, content: string): string[] => [
    `--${boundary}`,
    `Content-Type: ${type}; charset=utf-8`,
    'Content-Transfer-Encoding: 8bit',
    '',
    content,
  ];
  return [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: ${now.toUTCString()}`,
    `Message-ID: <${id}@mojian>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    ...part('text/plain', text),
    ...part('text/html', html),
    `--${boundary}--`,
    '',
  ].join('\n');
}
