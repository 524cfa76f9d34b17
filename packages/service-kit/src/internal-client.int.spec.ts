import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { connectRedis } from '@mojian/redis/connect';
import { publishEvent } from '@mojian/redis/events';
import { testRedis } from '@mojian/testing/test-redis';
import { waitFor } from '@mojian/testing/wait-for';
import { createInternalClient } from './internal-client.js';
import { echo, happened, heard, key, settle, slow, startSpecService, user } from './spec-service.fixture.js';
import type { RunningService } from './start-service.js';

const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };

let store: Awaited<ReturnType<typeof testRedis>>;
let service: RunningService;
beforeAll(async () => {
  store = await testRedis();
  service = await startSpecService(store.url, logger);
});
afterAll(async () => {
  await service.close();
  await store.close();
});

describe('createInternalClient', () => {
  const clientTo = (port: number, more = {}) =>
    createInternalClient({
      baseUrl: `http://127.0.0.1:${port}`,
      audience: 'postcard',
      caller: 'agent',
      identityKey: key,
      ...more,
    });

  it('calls contract routes, for itself or for a user', async () => {
    const client = clientTo(service.port);
    expect(await client.call(settle, { body: {} })).toEqual({ mode: 'right', request_id: expect.any(String) });
    const said = await client.call(echo, { params: { id: 'ä/b?' }, query: { n: 2 }, body: { text: 'hi' } }, { user });
    expect(said).toEqual({ said: 'u1 ä/b? hi', n: 2 });
  });

  it('passes on the error that the service answered, and hides a bug', async () => {
    const client = clientTo(service.port);
    const call = (mode: string) => client.call(settle, { body: { mode } });
    await expect(call('refuse')).rejects.toMatchObject({ code: 'FENCE_STALE', options: { details: { fence: 3 } } });
    await expect(call('driver')).rejects.toMatchObject({ code: 'DEPENDENCY_DOWN' });
    await expect(call('bug')).rejects.toMatchObject({ code: 'INTERNAL', message: 'spec.settle answered INTERNAL' });
    await expect(
      client.call(echo, { params: { id: '7' }, query: {}, body: { text: 'fail' } }, { user }),
    ).rejects.toMatchObject({
      code: 'QUOTA_USED_UP',
    });
  });

  it('tells a service that is away from one that is slow', async () => {
    await expect(clientTo(1).call(settle, { body: {} })).rejects.toMatchObject({ code: 'UPSTREAM_UNREACHABLE' });
    const hasty = clientTo(service.port, { timeoutMs: 50 });
    await expect(hasty.call(settle, { body: { mode: 'slow' } })).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    slow.abort();
  });
});

describe('events', () => {
  it('come from anybody who publishes them; a bad one stops nothing', async () => {
    const redis = await connectRedis(store.url, { role: 'request', logger, name: 'spec' });
    const tell = async (id: string) => {
      await publishEvent(redis, happened, { id });
      return heard.includes(id);
    };
    await waitFor(() => tell('first'), { what: 'the first event' });
    await redis.publish(happened.name, 'no json');
    await redis.publish(happened.name, JSON.stringify({ pattern: happened.name, data: { id: 5 } }));
    await tell('bad');
    await waitFor(() => tell('second'), { what: 'the second event' });
    redis.disconnect();
  });

  it('do not keep a service from starting and stopping without Redis', async () => {
    const lonely = await startSpecService('redis://127.0.0.1:1', logger);
    expect((await fetch(`http://127.0.0.1:${lonely.metricsPort}/health`)).status).toBe(200);
    await lonely.close();
  });
});

it('a service closes while clients hold connections open', async () => {
  const other = await startSpecService(store.url, logger);
  await fetch(`http://127.0.0.1:${other.port}/c/x`);
  const startedAt = performance.now();
  await other.close();
  expect(performance.now() - startedAt).toBeLessThan(2000);
});
