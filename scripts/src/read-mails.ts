import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A mail that landed as a file. */
export interface LandedMail {
  readonly time: string;
  readonly to: string;
  readonly subject: string;
  /** The first link in it. */
  readonly link: string | undefined;
  /** Its plain text. */
  readonly text: string;
}

/** The last `count` mails of a folder, the newest last; none where the folder is not there yet. */
export async function readMails(folder: string, count: number): Promise<LandedMail[]> {
  const names = existsSync(folder) ? await readdir(folder) : [];
  const files = names
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .slice(-count);
  return Promise.all(files.map(async (name) => parseMail(await readFile(join(folder, name), 'utf8'))));
}

/** Of a file as the user service writes it: UTF-8 throughout, the plain text first. */
function parseMail(source: string): LandedMail {
  const [head = '', ...parts] = source.split('\n\n');
  const header = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(head)?.[1] ?? '';
  const boundary = /boundary="([^"]+)"/.exec(head)?.[1] ?? '';
  const body = parts.slice(1).join('\n\n');
  const text = (body.split(`\n--${boundary}`, 1)[0] ?? '').trim();
  const link = /https?:\/\/\S+/.exec(text)?.[0];
  return { time: header('Date'), to: header('To'), subject: header('Subject'), link, text };
}
