import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { isOpenToOthers, isRoot, SERVER_USER } from './data-folder.js';
import { hasErrorCode } from './error-code.js';
import { findPostgresBinaries, serverUser } from './postgres-binaries.js';
import { identifyProcess, type ProcessIdentity } from './process-identity.js';
import { runCommand } from './run-command.js';
import type { EmbeddedStore } from './store.js';

export interface PostgresOptions {
  /** Folder of its own for cluster and log; made where it is missing. */
  readonly dir: string;
  readonly port: number;
  /** Of the superuser `postgres`; fixed when the cluster is made. */
  readonly password: string;
  /** False gives up safety against a crash for speed: throwaway clusters only. */
  readonly durable?: boolean;
  readonly maxConnections?: number;
  /** Where a copy of the programs goes if the server's user cannot enter node_modules; `dir` unless told. */
  readonly binariesDir?: string;
}

const START_BUDGET_MS = 30_000;
// None of the caller's: a server that runs for days should hold no secrets and obey no PG* variable.
const SERVER_ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8' };
const NOT_DURABLE = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'];

const clusterOf = (dir: string): string => join(dir, 'cluster');
const logOf = (dir: string): string => join(dir, 'postgres.log');

const lastLines = async (file: string): Promise<string> =>
  existsSync(file) ? (await readFile(file, 'utf8')).trimEnd().split('\n').slice(-8).join('\n') : '';

const prepareFolder = async (dir: string): Promise<void> => {
  await mkdir(dir, { recursive: true });
  if (!isRoot()) return;
  if (!isOpenToOthers(dir)) {
    throw new Error(
      `PostgreSQL refuses to run as root, and the user it would run as cannot enter ${dir}. ` +
        'Name another folder in MOJIAN_DATA_DIR, or work as an ordinary user.',
    );
  }
  await chown(dir, SERVER_USER.uid, SERVER_USER.gid);
};

// Made beside and renamed: a cluster that exists is a whole one, wherever an earlier attempt was interrupted.
const makeCluster = async (bin: string, { dir, password, durable = true }: PostgresOptions): Promise<void> => {
  if (existsSync(clusterOf(dir))) return;
  const draft = join(dir, 'cluster.new');
  const passwordFile = join(dir, 'password.new');
  await rm(draft, { recursive: true, force: true });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (isRoot()) await chown(passwordFile, SERVER_USER.uid, SERVER_USER.gid);
  const locale = ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const args = ['-D', draft, '-U', 'postgres', `--pwfile=${passwordFile}`, '-A', 'scram-sha-256', ...locale];
  if (!durable) args.push('--no-sync');
  const { status, output } = await runCommand(bin, args, { cwd: dir, timeoutMs: 120_000, ...serverUser() });
  await rm(passwordFile);
  if (status !== 0) throw new Error(`PostgreSQL's initdb failed in ${dir}:\n${output.trim()}`);
  await rename(draft, clusterOf(dir));
};

/**
 * The server that has this folder's cluster open, by the lock file's number. The file outlives a SIGKILL, and its
 * number may by then be another process or a zombie: only a process that works in the cluster's folder counts.
 */
export const findPostgres = (dir: string): ProcessIdentity | undefined => {
  const lockFile = join(clusterOf(dir), 'postmaster.pid');
  if (!existsSync(lockFile)) return undefined;
  const identity = identifyProcess(Number.parseInt(readFileSync(lockFile, 'utf8'), 10));
  if (identity === undefined || process.platform !== 'linux') return identity;
  try {
    return readlinkSync(`/proc/${identity.pid}/cwd`) === realpathSync(clusterOf(dir)) ? identity : undefined;
  } catch {
    // Another user's process, or one that has just ended: not our server.
    return undefined;
  }
};

const answers = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  // A server that stops closes the connection: the connect call below tells it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (hasErrorCode(error, '28P01')) {
      throw new Error('The embedded PostgreSQL was made with another password than the one in secrets.env.', {
        cause: error,
      });
    }
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
};

const launch = async (
  bin: string,
  { dir, port, durable = true, maxConnections = 200 }: PostgresOptions,
): Promise<void> => {
  if (findPostgres(dir) === undefined) rmSync(join(clusterOf(dir), 'postmaster.pid'), { force: true });
  const settings = ['listen_addresses=127.0.0.1', "unix_socket_directories=''", `max_connections=${maxConnections}`];
  if (!durable) settings.push(...NOT_DURABLE);
  const server = [`-p ${port}`, ...settings.map((setting) => `-c ${setting}`)].join(' ');
  const args = ['-D', clusterOf(dir), '-l', logOf(dir), '-w', '-t', '20', '-o', server, 'start'];
  await runCommand(bin, args, {
    cwd: dir,
    env: SERVER_ENVIRONMENT,
    timeoutMs: START_BUDGET_MS,
    output: 'ignore',
    ...serverUser(),
  });
};

/** Stops the server of this folder, if one runs: `fast` first, then `immediate` (which a durable cluster survives). */
export const stopPostgres = async (dir: string, binariesDir = dir): Promise<void> => {
  const pgCtl = join(await findPostgresBinaries(binariesDir), 'bin', 'pg_ctl');
  for (const mode of ['fast', 'immediate']) {
    if (findPostgres(dir) === undefined) return;
    const args = ['-D', clusterOf(dir), '-w', '-t', '10', '-m', mode, 'stop'];
    await runCommand(pgCtl, args, { cwd: dir, timeoutMs: 15_000, ...serverUser() });
  }
  if (findPostgres(dir) !== undefined) throw new Error(`The embedded PostgreSQL in ${dir} does not stop.`);
};

/**
 * Starts a real PostgreSQL on the loopback and resolves when it answers. A server that already runs on this folder and
 * port is taken over; one on another port is restarted; what a killed server left behind does not matter.
 */
export const startPostgres = async (options: PostgresOptions): Promise<EmbeddedStore> => {
  const { dir, port, password, binariesDir = dir } = options;
  const url = `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
  await prepareFolder(dir);
  const bin = join(await findPostgresBinaries(binariesDir), 'bin');
  await makeCluster(join(bin, 'initdb'), options);
  const stop = () => stopPostgres(dir, binariesDir);
  if (findPostgres(dir) !== undefined && !(await answers(url))) await stop();

  // More than one attempt: orphans of a killed server hold its memory until they notice, a moment later.
  const until = performance.now() + START_BUDGET_MS;
  while (performance.now() < until) {
    if (findPostgres(dir) === undefined) await launch(join(bin, 'pg_ctl'), options);
    const server = findPostgres(dir);
    if (server !== undefined && (await answers(url))) return { url, ...server, stop };
    await delay(200);
  }
  throw new Error(`PostgreSQL did not start on port ${port}:\n${await lastLines(logOf(dir))}`);
};
