import { readFileSync } from 'node:fs';
import { AppError } from '@mojian/contracts/app-error';

/** data/README.md tells where they are from. */
const file = new URL('../../data/common-passwords.txt', import.meta.url);
const common: ReadonlySet<string> = new Set(readFileSync(file, 'utf8').split('\n'));

/** What somebody tries first who knows nothing but the product. */
const productNames = ['mojian', '墨笺'];
/** Shorter names are no guess: too many good passwords hold them. */
const shortestName = 4;
/** So much must be left of a password without a name in it, or it is little more than that name: `xiaoman2024`. */
const shortestRest = 5;

/** Who the password is for. */
export interface PasswordOwner {
  readonly username: string | null;
  readonly email: string | null;
}

/**
 * Rejects with PASSWORD_TOO_COMMON a password that is among the commonest, repeats one or two characters, or is little
 * more than the owner's user name, a part of their e-mail address, or the name of the product.
 */
export function assertUncommon(password: string, owner: PasswordOwner): void {
  const folded = password.toLowerCase();
  const names = namesOf(owner).filter((name) => [...name].length >= shortestName);
  const guessable = [...names, ...productNames].some(
    (name) => folded.includes(name) && [...folded.replaceAll(name, '')].length < shortestRest,
  );
  if (guessable || common.has(folded) || new Set(folded).size < 3) {
    throw new AppError('PASSWORD_TOO_COMMON', 'the password is easily guessed');
  }
}

const namesOf = ({ username, email }: PasswordOwner): string[] => {
  const [local = '', domain = ''] = (email ?? '').toLowerCase().split('@');
  return [username?.toLowerCase() ?? '', local, ...local.split(/[._+-]/), domain, domain.split('.')[0] ?? ''];
};
