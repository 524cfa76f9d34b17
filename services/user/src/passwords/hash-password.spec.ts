import { describe, expect, it } from '@jest/globals';
import { decoyHash, hashPassword, needsRehash, verifyPassword } from './hash-password.js';

const cheap = { memory: 64, passes: 1, lanes: 1 };

/** A password and one that a hash which cuts, trims or folds would take for it. */
const lookalikes: [string, string, string][] = [
  ['A19: 72 bytes, and the same with more behind them', 'x'.repeat(72), `${'x'.repeat(72)}y`],
  ['A19: 128 characters that differ in the last', `${'a'.repeat(127)}b`, `${'a'.repeat(127)}c`],
  ['A19: a NUL and what is behind it', 'correct\u0000horse', 'correct\u0000pony'],
  [
    'A19: an emoji and its neighbour',
    '\u{1F58C}\u{FE0F}'.repeat(16),
    `${'\u{1F58C}\u{FE0F}'.repeat(15)}\u{1F58D}\u{FE0F}`,
  ],
  ['A19: a composed and a decomposed character', 'caf\u00e9 de flore', 'cafe\u0301 de flore'],
  ['A19: spaces around it', 'eight letters', ' eight letters '],
  ['A19: upper and lower case', 'Correct Horse', 'correct horse'],
];

describe('hash of a password', () => {
  it.each(lookalikes)('%s', async (_, password, other) => {
    const hash = await hashPassword(password, cheap);
    expect(await verifyPassword(password, hash)).toBe(true);
    expect(await verifyPassword(other, hash)).toBe(false);
  });

  it('is a PHC string at the cost that OWASP asks for, and salted', async () => {
    const [one, other] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(other);
    expect([needsRehash(one), needsRehash(await hashPassword('correct horse', cheap))]).toEqual([false, true]);
  });

  it('is the argon2id that others compute', async () => {
    // Made by the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32
    const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await verifyPassword('password', reference)).toBe(true);
  });

  it('is nobody’s where it is a decoy, at the full cost', async () => {
    expect(needsRehash(decoyHash())).toBe(false);
    expect(await verifyPassword('', decoyHash())).toBe(false);
  });

  it('fails loudly where what is stored is no hash', async () => {
    await expect(verifyPassword('x', '$2b$10$abc')).rejects.toThrow('PHC');
  });
});
