import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { deriveSigningKey } from './signing-keys.js';
import { weaknessOf } from './weak-secret.js';

describe('A7: a signing secret', () => {
  it.each([
    ['', 'at least 32 characters'],
    ['x'.repeat(31), 'at least 32 characters'],
    ['x'.repeat(64), 'different characters'],
    ['0123456701234567012345670123456701234567', 'different characters'],
    ['your-super-secret-jwt-key-change-in-production', 'sample'],
    ['CHANGE_ME_to_something_long_and_random_1234', 'sample'],
    ['please-change-this-to-a-real-value-0123456789', 'sample'],
    ['my_jwt_secret_key_for_development_0123456789', 'sample'],
  ])('%j is refused, and makes no key', async (secret, sentence) => {
    expect(weaknessOf(secret)).toContain(sentence);
    await expect(deriveSigningKey(secret)).rejects.toThrow(sentence);
  });

  it('of 32 random bytes is good, in every notation, a thousand times', () => {
    for (let count = 0; count < 1000; count += 1) {
      const bytes = randomBytes(32);
      for (const notation of ['hex', 'base64', 'base64url'] as const) {
        expect(weaknessOf(bytes.toString(notation))).toBeUndefined();
      }
    }
  });
});
