import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { dataFolder } from '@mojian/embedded-stores/data-folder';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where everything of this checkout lies, and what it was told. */
export interface Project {
  readonly root: string;
  /** Data, logs and state of the system that `up` starts. */
  readonly data: string;
  readonly logs: string;
  /** The caller's environment over the `.env` file at the root; blank variables are left out. */
  readonly environment: Environment;
}

const readEnvFile = (file: string): Environment => (existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {});

export const openProject = (
  environment: Environment = process.env,
  root = fileURLToPath(new URL('../..', import.meta.url)),
): Project => {
  const given = Object.entries({ ...readEnvFile(join(root, '.env')), ...environment });
  const present = Object.fromEntries(given.filter(([, value]) => value?.trim()));
  const data = present.MOJIAN_DATA_DIR ? resolve(root, present.MOJIAN_DATA_DIR) : dataFolder(root);
  return { root, data, logs: join(data, 'log'), environment: present };
};
