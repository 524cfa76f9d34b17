import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { apiKeyRevoked, sessionRevoked, userChanged } from '@mojian/contracts/events';
import { publishEvent } from '@mojian/redis/events';
import { FaultProxy } from '@mojian/testing/fault-proxy';
import { testRedis } from '@mojian/testing/test-redis';
import { waitFor } from '@mojian/testing/wait-for';
import { Redis } from 'ioredis';
import { type GatewayFixture, mini, startFixture } from './gateway.fixture.js';

let store: Awaited<ReturnType<typeof testRedis>>;
let network: FaultProxy;
let fixture: GatewayFixture;
let redis: Redis;
beforeEach(async () => {
  store = await testRedis();
  network = await FaultProxy.start({ port: Number(new URL(store.url).port) });
  fixture = await startFixture({ redisUrl: network.through(store.url) });
  redis = new Redis(store.url);
});
afterEach(async () => {
  await fixture.close();
  await network.close();
  redis.disconnect();
  await store.close();
});

/** Opens a stream; tells whether it still is. */
async function openStream(headers: Record<string, string>) {
  const path = `${mini}/postcards/events/${randomUUID()}`;
  const { postcard } = fixture.upstreams;
  postcard.answer(path, (response) => response.writeHead(200).write(': hello\n\n'));
  const broken = fixture.send({ path, headers }).then(
    () => false,
    () => true,
  );
  await waitFor(() => postcard.received.some(({ url }) => url === path), { what: 'the stream to be opened' });
  return { broken, isOpen: () => !postcard.aborted.includes(path) };
}

type Stream = Awaited<ReturnType<typeof openStream>>;
const endsWithin = (stream: Stream, timeoutMs = 1100) =>
  waitFor(() => !stream.isOpen(), { what: 'the stream to be broken off at the service', timeoutMs });

describe('a stream', () => {
  it('A8: ends with its session, and with no other', async () => {
    const [me, other] = [await fixture.logIn(), await fixture.logIn()];
    const [mine, theirs] = [await openStream({ ...me.headers }), await openStream({ ...other.headers })];
    await publishEvent(redis, sessionRevoked, { user_id: me.userId, session_id: me.sessionId });
    await endsWithin(mine, 500);
    expect(await mine.broken).toBe(true);
    expect(theirs.isOpen()).toBe(true);
    await publishEvent(redis, sessionRevoked, { user_id: other.userId, session_id: null });
    await endsWithin(theirs, 500);
  });

  it('A8: ends when role, plan or state of its user changes', async () => {
    const me = await fixture.logIn();
    const stream = await openStream({ ...me.headers });
    fixture.setState(me, { user_active: false });
    await publishEvent(redis, userChanged, { user_id: me.userId });
    await endsWithin(stream, 500);
    const { status, headers } = await fixture.send({ path: `${mini}/auth/userinfo`, headers: { ...me.headers } });
    expect([status, headers['x-error-code']]).toEqual([401, 'USER_DISABLED']);
  });

  it('A8: ends with its API key', async () => {
    const made = fixture.makeKey();
    const stream = await openStream({ 'x-api-key': made.key });
    await publishEvent(redis, apiKeyRevoked, { user_id: made.userId, key_id: made.keyId });
    await endsWithin(stream, 500);
  });

  it('A8: that opens right after its session ended does not stay, though nobody told', async () => {
    const me = await fixture.logIn();
    expect((await fixture.send({ path: `${mini}/auth/userinfo`, headers: { ...me.headers } })).status).toBe(200);
    fixture.setState(me, { alive: false });
    // For a second the gateway knows the session as alive.
    await endsWithin(await openStream({ ...me.headers }));
  });

  it.each(['refuse', 'swallow', 'reset'] as const)(
    'A8, V7.4.1: ends within a second of its session while Redis is away (%s)',
    async (mode) => {
      const [me, other] = [await fixture.logIn(), await fixture.logIn()];
      const [mine, theirs] = [await openStream({ ...me.headers }), await openStream({ ...other.headers })];
      await network.fault({ mode });
      fixture.setState(me, { alive: false });
      await endsWithin(mine);
      expect(theirs.isOpen()).toBe(true);
      await network.heal();
      const isCounting = async () => /"status":"ok"/.test((await fixture.send({ path: '/health' })).text);
      await waitFor(isCounting, { what: 'the return of Redis' });
      fixture.setState(other, { alive: false });
      await publishEvent(redis, sessionRevoked, { user_id: other.userId, session_id: other.sessionId });
      await endsWithin(theirs);
    },
    15_000,
  );

  it('A8: ends after the return of Redis where its end was told in between', async () => {
    const me = await fixture.logIn();
    const stream = await openStream({ ...me.headers });
    await network.fault({ mode: 'refuse' });
    await publishEvent(redis, sessionRevoked, { user_id: me.userId, session_id: me.sessionId });
    fixture.setState(me, { alive: false });
    await network.heal();
    await endsWithin(stream);
  });

  it('stays while the user service cannot tell', async () => {
    const me = await fixture.logIn();
    const stream = await openStream({ ...me.headers });
    await network.fault({ mode: 'refuse' });
    await fixture.upstreams.user.stop();
    const isLogged = () => fixture.log.some(({ event }) => event === 'streams.not_checked');
    await waitFor(isLogged, { what: 'a question without an answer' });
    expect(stream.isOpen()).toBe(true);
    await fixture.upstreams.user.start();
    fixture.setState(me, { alive: false });
    await endsWithin(stream);
  });
});

describe('a storm of requests with a dead session', () => {
  it('A15: gets one distinct answer each, at the price of one question', async () => {
    const [revoked, expired] = [
      await fixture.logIn({ state: { alive: false } }),
      await fixture.logIn({ lifeSeconds: 60 }),
    ];
    fixture.advance(70);
    const path = `${mini}/auth/userinfo`;
    const storm = async (headers: Record<string, string>) => {
      const replies = await Promise.all(Array.from({ length: 50 }, () => fixture.send({ path, headers })));
      return [...new Set(replies.map((reply) => `${reply.status} ${reply.headers['x-error-code']}`))];
    };
    const questions = (sessionId: string) =>
      fixture.upstreams.user.received.filter(({ url }) => url.endsWith(sessionId)).length;
    expect(await storm({ ...revoked.headers })).toEqual(['401 TOKEN_REVOKED']);
    expect(await storm({ ...expired.headers })).toEqual(['401 TOKEN_EXPIRED']);
    expect(await storm({ authorization: 'Bearer x.y.z' })).toEqual(['401 TOKEN_INVALID']);
    expect([questions(revoked.sessionId), questions(expired.sessionId)]).toEqual([1, 1]);
    expect(fixture.upstreams.user.received.some(({ url }) => url === path)).toBe(false);
  });
});
