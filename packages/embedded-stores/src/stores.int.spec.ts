import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { administer, createDatabase } from './create-database.js';
import { findFreePort } from './ports.js';
import { findPostgres, startPostgres, stopPostgres } from './postgres.js';
import { isRunning, type ProcessIdentity, signalProcess } from './process-identity.js';
import { findRedis, startRedis, stopRedis } from './redis.js';
import { ensureRedisServer } from './redis-server.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp('/tmp/mojian-stores-');
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const killed = async (server: ProcessIdentity) => {
  signalProcess(server, 'SIGKILL');
  while (isRunning(server)) await new Promise((resolve) => setImmediate(resolve));
};

describe('embedded PostgreSQL', () => {
  const options = async () => ({
    dir: join(folder, 'pg'),
    port: await findFreePort(),
    password: 'p w/?',
    durable: true,
  });
  afterAll(() => stopPostgres(join(folder, 'pg')));

  it('keeps what was committed when every one of its processes is killed, and is taken over when it runs', async () => {
    const settings = await options();
    const first = await startPostgres(settings);
    await administer(first.url, async (client) => {
      await client.query('CREATE TABLE kept (word text)');
      await client.query(`INSERT INTO kept VALUES ('墨笺')`);
    });
    await killed(first);
    // The lock file of a killed server may name a stranger by now: this very process.
    await writeFile(join(settings.dir, 'cluster', 'postmaster.pid'), `${process.pid}\n`);
    expect(findPostgres(settings.dir)).toBeUndefined();

    const second = await startPostgres(settings);
    await administer(second.url, async (client) => {
      expect((await client.query('SELECT word FROM kept')).rows).toEqual([{ word: '墨笺' }]);
    });
    expect((await startPostgres(settings)).pid).toBe(second.pid);

    await second.stop();
    expect(isRunning(second)).toBe(false);
  }, 90_000);

  it('makes a database whose serving role may connect and nothing else, as often as it is asked', async () => {
    const server = await startPostgres(await options());
    const role = (name: string, password: string) => ({ name, password });
    const make = (password: string) =>
      createDatabase({
        adminUrl: server.url,
        name: 'cards',
        owner: role('own', 'o'),
        serving: role('serve', password),
      });
    await make('old');
    const { url, ownerUrl } = await make('new');
    await administer(
      ownerUrl,
      async (client) => void (await client.query('CREATE SCHEMA s; CREATE TABLE s.t (n int)')),
    );
    await administer(url, async (client) => {
      await expect(client.query('SELECT * FROM s.t')).rejects.toThrow('permission denied');
      await expect(client.query('CREATE TABLE mine (n int)')).rejects.toThrow('permission denied');
    });
    const stale = new pg.Client({ connectionString: url.replace(':new@', ':old@') });
    await expect(stale.connect()).rejects.toThrow('password authentication failed');
    await expect(
      startPostgres({ ...(await options()), port: Number(new URL(server.url).port), password: 'other' }),
    ).rejects.toThrow('another password');
  }, 90_000);
});

describe('embedded Redis', () => {
  it('comes back with its data after SIGKILL, and is taken over when it runs', async () => {
    const server = await ensureRedisServer(join(folder, 'cache'), process.env);
    const settings = { dir: join(folder, 'redis'), port: await findFreePort(), server, persistence: true };
    const first = await startRedis(settings);
    const redis = new Redis(first.url, { retryStrategy: () => null });
    await redis.set('word', '墨笺');
    await redis.config('SET', 'appendfsync', 'always');
    await redis.set('last', '1');
    redis.disconnect();
    await killed(first);

    const second = await startRedis(settings);
    expect((await startRedis(settings)).pid).toBe(second.pid);
    const again = new Redis(second.url);
    expect(await again.get('word')).toBe('墨笺');
    expect(await again.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    again.disconnect();
    await stopRedis(settings.dir);
    expect(await findRedis(settings.dir)).toBeUndefined();
  }, 90_000);

  it('says what to install where there is neither a server nor apt', async () => {
    await expect(ensureRedisServer(join(folder, 'none'), { PATH: '/nowhere' })).rejects.toThrow('Install Redis 7');
  });
});
