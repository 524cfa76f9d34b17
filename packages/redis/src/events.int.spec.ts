import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { taskEnded } from '@mojian/contracts/events';
import { testRedis } from '@mojian/testing/test-redis';
import { waitFor } from '@mojian/testing/wait-for';
import type { Redis } from 'ioredis';
import { connectRedis, type RedisRole } from './connect.js';
import { onEvent, publishEvent, subscribeEvents } from './events.js';

const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };
/** A port of this machine that nothing listens on. */
const nowhere = 'redis://127.0.0.1:1';

let store: Awaited<ReturnType<typeof testRedis>>;
const open: Redis[] = [];
const connect = async (role: RedisRole = 'request', url = store.url): Promise<Redis> => {
  const redis = await connectRedis(url, { role, logger, name: 'spec' });
  open.push(redis);
  return redis;
};

beforeEach(async () => {
  jest.clearAllMocks();
  store = await testRedis();
});
afterEach(async () => {
  for (const redis of open.splice(0)) redis.disconnect();
  await store.close();
});

describe('events', () => {
  // Channels are shared by all databases of a Redis: a name of our own.
  const event = { ...taskEnded, name: `spec.${randomUUID()}` };
  const [first, second, bad] = [randomUUID(), randomUUID(), randomUUID()];

  it('reach those who listen, in the wire format of Nest, and again after a reconnect', async () => {
    const [publisher, subscriber] = [await connect(), await connect('subscriber')];
    const id = String(await subscriber.client('ID'));
    const heard: string[] = [];
    const packets: string[] = [];
    subscriber.on('message', (_, packet: string) => packets.push(packet));
    const { close } = subscribeEvents(subscriber, [onEvent(event, ({ task_id }) => void heard.push(task_id))], logger);
    const tell = async (task_id: string) => {
      await publishEvent(publisher, event, { task_id });
      await wait(5);
      return heard.includes(task_id);
    };
    await waitFor(() => tell(first), { what: 'the first event' });
    expect(JSON.parse(packets[0] ?? '')).toEqual({ pattern: event.name, data: { task_id: first } });
    await publisher.call('CLIENT', 'KILL', 'ID', id);
    await waitFor(() => tell(second), { what: 'an event after the reconnect' });
    await close();
  });

  it('are dropped when malformed or when a handler throws, and nothing stops', async () => {
    const [publisher, subscriber] = [await connect(), await connect('subscriber')];
    const heard: string[] = [];
    const handle = ({ task_id }: { task_id: string }) => {
      if (task_id === bad) throw new Error('handler failed');
      heard.push(task_id);
    };
    subscribeEvents(subscriber, [onEvent(event, handle)], logger);
    await waitFor(async () => Number((await publisher.pubsub('NUMSUB', event.name))[1]) > 0, {
      what: 'the subscription',
    });
    await publisher.publish(event.name, 'no json');
    await publisher.publish(event.name, JSON.stringify({ data: { task_id: 1 } }));
    await publishEvent(publisher, event, { task_id: bad });
    expect(await publishEvent(publisher, event, { task_id: first })).toBe(true);
    await waitFor(() => heard.includes(first), { what: 'the good event' });
    expect(heard).toEqual([first]);
    expect(logger.error).toHaveBeenCalledTimes(3);
  });

  it('are lost without Redis, and hold nobody up', async () => {
    const redis = await connect('request', nowhere);
    expect(await publishEvent(redis, event, { task_id: first })).toBe(false);
    const subscriber = await connect('subscriber', nowhere);
    const { close } = subscribeEvents(subscriber, [onEvent(event, () => undefined)], logger);
    subscriber.disconnect();
    await close();
  });
});
