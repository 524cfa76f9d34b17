import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Command, Refusal } from '../command.js';
import { say } from '../print.js';
import type { Project } from '../project.js';
import { type LandedMail, readMails } from '../read-mails.js';

const SHOWN = 10;

/** Where the user service leaves them, see `defaultsFor` of the process table. */
const folderOf = ({ data, root, environment: { MAIL_DIR: told } }: Project): string =>
  told === undefined ? join(data, 'mail') : resolve(root, told);

const wholeNumber = (name: string, text: string): number => {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Refusal(`${name} takes a number from 1, not "${text}".`, 2);
  return Number(text);
};

const list = (mails: readonly LandedMail[]): void => {
  mails.forEach(({ time, to, subject, link }, index) => {
    say(`${String(mails.length - index).padStart(3)}  ${time}  ${to}`);
    say(`     ${subject}`);
    if (link !== undefined) say(`     ${link}`);
  });
};

const show = ({ time, to, subject, text }: LandedMail): void => {
  say(`Date     ${time}`);
  say(`To       ${to}`);
  say(`Subject  ${subject}`);
  say();
  say(text);
};

export const mails: Command = {
  name: 'mails',
  usage: '[-n 10] [--open 1]',
  summary: 'The mails that landed as files, the newest last; --open shows one, 1 being the newest.',
  details: ['Where SMTP_URL is set, mails leave by that server and none land here.'],
  run: async (args, project) => {
    const { values } = parseArgs({
      args: [...args],
      options: { count: { type: 'string', short: 'n', default: String(SHOWN) }, open: { type: 'string' } },
    });
    const folder = folderOf(project);
    if (values.open === undefined) {
      const found = await readMails(folder, wholeNumber('-n', values.count));
      if (found.length === 0) say(`No mail has landed in ${folder} yet.`);
      list(found);
      return 0;
    }
    const number = wholeNumber('--open', values.open);
    const found = await readMails(folder, number);
    const [mail] = found;
    if (mail === undefined || found.length < number) throw new Refusal(`There are only ${found.length} mails.`);
    show(mail);
    return 0;
  },
};
