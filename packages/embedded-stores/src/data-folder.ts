import { createHash } from 'node:crypto';
import { realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const OTHERS_MAY_ENTER = 0o001;

/** Whether a user who owns nothing on the way may enter this folder (what does not exist yet counts as open). */
export const isOpenToOthers = (folder: string): boolean => {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat !== undefined && (stat.mode & OTHERS_MAY_ENTER) === 0) return false;
  const parent = dirname(folder);
  return parent === folder || isOpenToOthers(parent);
};

/** PostgreSQL refuses to run as root: there it runs as this user, `nobody`, which owns nothing else. */
export const SERVER_USER = { uid: 65534, gid: 65534 } as const;

export const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * Where the data of an embedded system lies: `.local/` in the project; for root, where the project lies below a folder
 * that the database's user cannot enter, `/var/lib/mojian/<hash of the project's path>`.
 */
export const dataFolder = (projectRoot: string, asRoot = isRoot()): string => {
  const project = realpathSync(projectRoot);
  if (!asRoot || isOpenToOthers(project)) return join(project, '.local');
  return join('/var/lib/mojian', createHash('sha256').update(project).digest('hex').slice(0, 12));
};
