import { afterAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { testDatabase } from './test-database.js';
import { testRedis } from './test-redis.js';
import { waitFor } from './wait-for.js';

const closers: (() => Promise<unknown>)[] = [];
afterAll(() => Promise.all(closers.map((close) => close())));

const connected = async (url: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  client.on('error', () => undefined);
  return client;
};

describe('stores of a spec', () => {
  it('gives each caller a database, an owner and a restricted role of its own', async () => {
    const [one, two] = await Promise.all([testDatabase(), testDatabase()]);
    closers.push(two.drop);
    const owner = await connected(one.ownerUrl);
    await owner.query('CREATE TABLE card (n int)');
    const serving = await connected(one.url);
    expect((await serving.query('SELECT current_user AS who')).rows).toEqual([{ who: one.servingRole }]);
    await expect(serving.query('SELECT * FROM card')).rejects.toThrow('permission denied');
    const other = await connected(two.ownerUrl);
    await expect(other.query('SELECT * FROM card')).rejects.toThrow('does not exist');
    await other.end();
    await one.drop();
    await expect(connected(one.url)).rejects.toThrow();
  });

  it('gives each caller an empty Redis, and empties it afterwards', async () => {
    const [one, two] = await Promise.all([testRedis(), testRedis()]);
    const [first, second] = [new Redis(one.url), new Redis(two.url)];
    await first.set('word', '墨');
    expect(await second.get('word')).toBeNull();
    await one.close();
    expect(await first.dbsize()).toBe(0);
    first.disconnect();
    second.disconnect();
    await two.close();
  });
});

describe('waitFor', () => {
  it('resolves with what the condition found', async () => {
    let asked = 0;
    expect(await waitFor(() => (++asked > 2 ? 'found' : undefined), { what: 'three questions' })).toBe('found');
  });

  it('says what it waited for', async () => {
    await expect(waitFor(() => false, { timeoutMs: 30, what: 'the moon' })).rejects.toThrow('30 ms for the moon');
  });
});
