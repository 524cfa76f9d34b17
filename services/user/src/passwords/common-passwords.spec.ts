import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { assertUncommon } from './common-passwords.js';

const owner = { username: 'xiaoman', email: 'lin.xiaoman@letters.example' };

describe('A19: passwords that everybody tries first', () => {
  it('knows at least the 3,000 commonest of eight characters and more', () => {
    const file = new URL('../../data/common-passwords.txt', import.meta.url);
    const words = readFileSync(file, 'utf8').trim().split('\n');
    expect(words.length).toBeGreaterThan(10_000);
    expect(words.every((word) => [...word].length >= 8)).toBe(true);
    for (const word of words.slice(0, 3000)) expect(() => assertUncommon(word, owner)).toThrow();
  });

  it.each([
    'PassWord123',
    '12345678',
    'woaini1314',
    'aaaaaaaaaaaaaaaaaaaa',
    'abababababab',
    'xiaoman2024',
    'XIAOMAN-1',
    'letters.example',
    'lin.xiaoman',
    'mojian2025',
    '墨笺墨笺墨笺墨笺',
  ])('refuses %s', (password) => {
    expect(() => assertUncommon(password, owner)).toThrow(expect.objectContaining({ code: 'PASSWORD_TOO_COMMON' }));
  });

  it.each(['correct horse battery', '雨停了去看海棠花吧', 'xiaoman likes the sea', 'Tr0ub4dor&3x', '🖌️🌧️🌸🪁🏮🎋🧧🍵'])(
    'takes %s',
    (password) => {
      expect(() => assertUncommon(password, owner)).not.toThrow();
    },
  );

  it('makes no use of names that are too short to be a guess', () => {
    expect(() => assertUncommon('li-5 boats at dawn', { username: 'li5', email: null })).not.toThrow();
  });
});
