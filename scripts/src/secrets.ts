import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';

const secret = () =>
  z
    .string()
    .min(32)
    .default(() => newSecret());

const Secrets = z.object({
  JWT_SECRET_KEY: secret(),
  INTERNAL_IDENTITY_KEY: secret(),
  DATABASE_ADMIN_PASSWORD: secret(),
  DATABASE_OWNER_PASSWORD: secret(),
  DATABASE_SERVING_PASSWORD: secret(),
  /** There only while the signing key is changed: see `rotate-keys`. */
  JWT_SECRET_KEY_NEXT: z.string().min(32).optional(),
  JWT_SECRET_KEY_PREVIOUS: z.string().min(32).optional(),
  /** When the last step of that was made. */
  JWT_KEYS_CHANGED_AT: z.iso.datetime().optional(),
});
export type Secrets = z.output<typeof Secrets>;

const HEADER = '# Made by ./scripts/run.sh up. Whoever reads this file can act as anybody: keep it to yourself.\n';

/** The secrets of this installation: read from the file, each one that is missing made and added (32 random bytes). */
export const ensureSecrets = async (file: string): Promise<Secrets> => {
  const known = existsSync(file) ? parseEnv(await readFile(file, 'utf8')) : {};
  const secrets = Secrets.parse(known);
  if (Object.keys(secrets).length > Object.keys(known).length) await writeSecrets(file, secrets);
  return secrets;
};

/** Replaces the file as a whole: an interruption must not lose the password of a database that exists. */
export const writeSecrets = async (file: string, secrets: Secrets): Promise<void> => {
  const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, HEADER + lines.join(''), { mode: 0o600 });
  await rename(`${file}.new`, file);
};

/** A new secret: 32 random bytes. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
