import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ensureSecrets, newSecret, writeSecrets } from './secrets.js';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mojian-secrets-'));
  file = join(folder, 'data', 'secrets.env');
});
afterEach(() => rm(folder, { recursive: true }));

describe('secrets of an installation', () => {
  it('are made once, each its own, readable by their owner only', async () => {
    const secrets = await ensureSecrets(file);
    const values = Object.values(secrets);
    expect(new Set(values).size).toBe(values.length);
    for (const value of values) expect(Buffer.from(value, 'base64url')).toHaveLength(32);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await ensureSecrets(file)).toEqual(secrets);
  });

  it('keep what is there when a new one is added', async () => {
    const { JWT_SECRET_KEY } = await ensureSecrets(file);
    await writeFile(file, `JWT_SECRET_KEY=${JWT_SECRET_KEY}\n`);
    const again = await ensureSecrets(file);
    expect(again.JWT_SECRET_KEY).toBe(JWT_SECRET_KEY);
    expect(await readFile(file, 'utf8')).toContain(`INTERNAL_IDENTITY_KEY=${again.INTERNAL_IDENTITY_KEY}`);
  });

  it('keep the keys of a rotation under way, and lose them when it ends', async () => {
    const secrets = await ensureSecrets(file);
    const next = { ...secrets, JWT_SECRET_KEY_NEXT: newSecret(), JWT_KEYS_CHANGED_AT: new Date().toISOString() };
    await writeSecrets(file, next);
    expect(await ensureSecrets(file)).toEqual(next);
    const { JWT_SECRET_KEY_NEXT: _, ...ended } = next;
    await writeSecrets(file, ended);
    expect(await ensureSecrets(file)).toEqual(ended);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('are refused when somebody shortened one', async () => {
    await ensureSecrets(file);
    await writeFile(file, 'JWT_SECRET_KEY=short\n');
    await expect(ensureSecrets(file)).rejects.toThrow('JWT_SECRET_KEY');
  });
});
