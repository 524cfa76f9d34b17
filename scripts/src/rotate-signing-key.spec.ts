import { describe, expect, it } from '@jest/globals';
import { rotateSigningKey } from './rotate-signing-key.js';
import { newSecret, type Secrets } from './secrets.js';

const start = new Date('2026-11-21T12:00:00Z');
const minutesAfter = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);
const secrets: Secrets = {
  JWT_SECRET_KEY: newSecret(),
  INTERNAL_IDENTITY_KEY: newSecret(),
  DATABASE_ADMIN_PASSWORD: newSecret(),
  DATABASE_OWNER_PASSWORD: newSecret(),
  DATABASE_SERVING_PASSWORD: newSecret(),
};
const week = 7 * 24 * 60;

describe('A9: rotation of the signing key of an installation', () => {
  it('announces, signs, and drops; nothing else changes', () => {
    const { secrets: announced } = rotateSigningKey(secrets, { finish: false, now: start });
    const next = announced.JWT_SECRET_KEY_NEXT;
    expect(announced).toEqual({ ...secrets, JWT_SECRET_KEY_NEXT: next, JWT_KEYS_CHANGED_AT: start.toISOString() });
    expect(Buffer.from(next ?? '', 'base64url')).toHaveLength(32);
    const { secrets: signing } = rotateSigningKey(announced, { finish: false, now: minutesAfter(6) });
    expect(signing).toEqual({
      ...secrets,
      JWT_SECRET_KEY: next,
      JWT_SECRET_KEY_PREVIOUS: secrets.JWT_SECRET_KEY,
      JWT_KEYS_CHANGED_AT: minutesAfter(6).toISOString(),
    });
    const end = minutesAfter(6 + week + 1);
    const { secrets: finished } = rotateSigningKey(signing, { finish: true, now: end });
    expect(finished).toEqual({ ...secrets, JWT_SECRET_KEY: next, JWT_KEYS_CHANGED_AT: end.toISOString() });
  });

  it('refuses a step that comes too early or that there is nothing for', () => {
    const step =
      (from: Secrets, minutes: number, finish = false) =>
      () =>
        rotateSigningKey(from, { finish, now: minutesAfter(minutes) });
    expect(step(secrets, 0, true)).toThrow('There is no old key');
    const announced = step(secrets, 0)().secrets;
    expect(step(announced, 5)).toThrow('Not everybody knows the new key yet');
    expect(step(announced, 60, true)).toThrow('There is no old key');
    const signing = step(announced, 6)().secrets;
    expect(step(signing, 7)).toThrow('Finish that first');
    expect(step(signing, 6 + week, true)).toThrow('still good');
  });
});
