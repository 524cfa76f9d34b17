import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { runCommand } from './run-command.js';

// Debian's redis-tools carries the whole server: redis-check-rdb is the same program under another name.
const DEBIAN_PACKAGES = ['redis-tools', 'liblzf1', 'libjemalloc2', 'libatomic1'];
const INSTALL_IT = "Install Redis 7 or newer ('apt-get install redis-server', 'brew install redis') or set REDIS_URL.";

const WRAPPER = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
LD_LIBRARY_PATH=$(cat "$here/library-path" | sed "s|^|$here/|") exec "$here/usr/bin/redis-server" "$@"
`;

const onPath = (path: string): string | undefined =>
  ['redis-server', 'valkey-server']
    .flatMap((name) => path.split(delimiter).map((folder) => join(folder, name)))
    .find((file) => existsSync(file));

/** The caller's environment: PATH to look in, and what apt needs to reach its mirror (proxies). */
type Environment = Readonly<Record<string, string | undefined>>;

interface Place {
  readonly cwd: string;
  readonly env: Environment;
}

const step = async (command: string, args: readonly string[], place: Place): Promise<void> => {
  const { status, output } = await runCommand(command, args, { ...place, timeoutMs: 120_000 });
  if (status !== 0) throw new Error(`${command} failed (${output.trim().split('\n').at(-1)}). ${INSTALL_IT}`);
};

// Apt with state folders of its own changes nothing on the machine and asks for no right.
const download = async (work: string, env: Environment): Promise<void> => {
  for (const folder of ['lists/partial', 'archives/partial', 'debs'])
    await mkdir(join(work, folder), { recursive: true });
  const settings = [
    `Dir::State::lists=${work}/lists`,
    `Dir::Cache=${work}`,
    `Dir::Cache::archives=${work}/archives`,
    'Debug::NoLocking=1',
    'APT::Sandbox::User=root',
    'APT::Get::List-Cleanup=0',
    'Acquire::http::Timeout=20',
    'Acquire::Retries=2',
  ].flatMap((setting) => ['-o', setting]);
  await step('apt-get', [...settings, '-qq', 'update'], { cwd: work, env });
  await step('apt-get', [...settings, '-qq', 'download', ...DEBIAN_PACKAGES], { cwd: join(work, 'debs'), env });
};

const unpack = async (work: string, env: Environment): Promise<string> => {
  const unpacked = join(work, 'redis');
  await mkdir(unpacked);
  for (const deb of await readdir(join(work, 'debs')))
    await step('dpkg-deb', ['-x', join(work, 'debs', deb), unpacked], { cwd: work, env });
  const library = (await readdir(unpacked, { recursive: true })).find((file) => file.endsWith('/liblzf.so.1'));
  if (library === undefined) throw new Error(`Debian's packages have another shape than expected. ${INSTALL_IT}`);
  await symlink('redis-check-rdb', join(unpacked, 'usr/bin/redis-server'));
  await writeFile(join(unpacked, 'library-path'), dirname(library));
  await writeFile(join(unpacked, 'redis-server'), WRAPPER);
  await chmod(join(unpacked, 'redis-server'), 0o755);
  return unpacked;
};

/**
 * Path of a Redis server: the machine's own, or Debian's packages unpacked into `cacheDir` without root.
 * Throws one sentence that says what to install where neither is possible.
 */
export const ensureRedisServer = async (cacheDir: string, env: Environment): Promise<string> => {
  const installed = onPath(env.PATH ?? '');
  if (installed !== undefined) return installed;
  const home = join(cacheDir, 'redis');
  const server = join(home, 'redis-server');
  const works = async () => (await runCommand(server, ['--version'], { env, timeoutMs: 10_000 })).status === 0;
  if (await works()) return server;
  if ((await runCommand('apt-get', ['--version'], { env, timeoutMs: 10_000 })).status !== 0) {
    throw new Error(`There is no redis-server on this machine. ${INSTALL_IT}`);
  }
  await mkdir(cacheDir, { recursive: true });
  // Below the cache folder: a rename does not cross file systems.
  const work = await mkdtemp(join(cacheDir, 'redis-download-'));
  try {
    await download(work, env);
    const unpacked = await unpack(work, env);
    await rm(home, { recursive: true, force: true });
    await rename(unpacked, home);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  if (!(await works())) throw new Error(`Debian's Redis does not run on this machine. ${INSTALL_IT}`);
  return server;
};
