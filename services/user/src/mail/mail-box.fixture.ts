import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@mojian/testing/wait-for';

/** The mails that landed in a folder, oldest first. */
export async function mailsIn(dir: string): Promise<string[]> {
  // Before the first mail there is no folder.
  const names = await readdir(dir).catch(() => []);
  const files = names.filter((name) => name.endsWith('.eml')).sort();
  return Promise.all(files.map((name) => readFile(join(dir, name), 'utf8')));
}

export const isTo = (mail: string, address: string): boolean => mail.includes(`\nTo: ${address}\n`);

/** Mails to this address, once there are so many. */
export async function waitForMails(dir: string, address: string, count = 1): Promise<string[]> {
  let found: string[] = [];
  const enough = async (): Promise<boolean> => {
    found = (await mailsIn(dir)).filter((mail) => isTo(mail, address));
    return found.length >= count;
  };
  await waitFor(enough, { what: `${count} mails to ${address}` });
  return found;
}

/** The token in the link of a mail. */
export function tokenIn(mail: string | undefined): string {
  const token = /#token=([\w-]+)/.exec(mail ?? '')?.[1];
  if (token === undefined) throw new Error('the mail has no link');
  return token;
}
