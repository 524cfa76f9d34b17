import { createHash, randomBytes } from 'node:crypto';

/** What every key begins with, so that one that leaked is found by whoever looks for such things. */
const mark = 'mj_';
const shownCharacters = 6;

/** 256 bits, base64url. */
export const newApiKey = (): string => mark + randomBytes(32).toString('base64url');

/** The one form in which a key is kept and asked after; 256 random bits need no slow hash. */
export const hashApiKey = (key: string): Buffer => createHash('sha256').update(key).digest();

/** By which its owner knows a key. */
export const prefixOf = (key: string): string => key.slice(0, mark.length + shownCharacters);
