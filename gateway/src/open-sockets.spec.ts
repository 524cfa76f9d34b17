import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { apiKeyRevoked, sessionRevoked, userChanged } from '@mojian/contracts/events';
import { allRoutes } from '@mojian/contracts/routes/all-routes';
import { publishEvent } from '@mojian/redis/events';
import { waitFor } from '@mojian/testing/wait-for';
import { Redis } from 'ioredis';
import { WebSocket } from 'ws';
import { mini, startFixture } from './gateway.fixture.js';
import { defaultPatience } from './serve.js';
import type { GatewaySettings } from './settings.js';
import {
  agreementTo,
  closeCode,
  echoOf,
  echoOn,
  openSocket,
  refusalOf,
  socketPath,
  socketRoute,
} from './socket.fixture.js';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start(changes: Partial<GatewaySettings> = {}) {
  const fixture = await startFixture({ routes: [...allRoutes, socketRoute()], ...changes });
  ends.push(fixture.close);
  const redis = new Redis(fixture.redisUrl);
  ends.push(() => redis.disconnect());
  return { fixture, redis, echo: echoOn(fixture.upstreams.postcard) };
}

describe('an open WebSocket', () => {
  it('passes text, bytes, a megabyte and fragments unchanged, both ways', async () => {
    const { fixture } = await start();
    const client = await openSocket(fixture.gateway, { headers: (await fixture.logIn()).headers });
    const large = Buffer.alloc(1024 * 1024, '墨');
    for (const message of ['你好', '', Buffer.from([0, 255, 1]), large, large.toString()]) {
      const echoed = await echoOf(client, message);
      expect(echoed.binary).toBe(typeof message !== 'string');
      expect(echoed.text.equals(Buffer.from(message))).toBe(true);
    }
    const answer = once(client, 'message');
    for (const part of ['one ', 'two ', 'three']) client.send(part, { fin: part === 'three' });
    expect(String((await answer)[0])).toBe('one two three');
    const pong = once(client, 'pong');
    client.ping('p');
    expect(String((await pong)[0])).toBe('p');
    client.close(4000, 'enough');
    expect(await closeCode(client)).toBe(4000);
  });

  it('hears what a service says in one breath with its agreement', async () => {
    const { fixture, echo } = await start();
    echo.answerBy((socket, request) => socket.write(`${agreementTo(request)}\x81\x07welcome`, 'latin1'));
    const { port } = fixture.gateway;
    const { headers } = await fixture.logIn();
    const client = new WebSocket(`ws://127.0.0.1:${port}${socketPath}`, {
      headers,
      origin: `http://127.0.0.1:${port}`,
    });
    const [said] = await once(client, 'message');
    expect(String(said)).toBe('welcome');
    client.terminate();
  });

  it('B12: ends on one side when the other one goes away', async () => {
    const { fixture, echo } = await start();
    const { headers } = await fixture.logIn();
    const isGone = () => waitFor(() => echo.open.size === 0, { what: 'the service to hear of it', timeoutMs: 1000 });
    (await openSocket(fixture.gateway, { headers })).terminate();
    await isGone();
    const client = await openSocket(fixture.gateway, { headers });
    for (const service of echo.open) service.terminate();
    expect(await closeCode(client)).toBe(1006);
    const { text } = await fixture.send({ path: `${mini}/health` });
    expect(text).toContain('"ok"');
  });

  it('does not run ahead of a client that does not read', async () => {
    const { fixture, echo } = await start();
    const client = await openSocket(fixture.gateway, { headers: (await fixture.logIn()).headers });
    client.pause();
    const [service] = echo.open;
    const megabyte = Buffer.alloc(1024 * 1024);
    for (let i = 0; i < 64; i += 1) service?.send(megabyte);
    // What the kernel and the pipes hold is a few megabytes; the rest stays where it was made.
    await waitFor(() => (service?.bufferedAmount ?? 0) < 63 * 1024 * 1024, { what: 'something to flow' });
    expect(service?.bufferedAmount).toBeGreaterThan(32 * 1024 * 1024);
    let received = 0;
    client.on('message', () => {
      received += 1;
    });
    client.resume();
    await waitFor(() => received === 64, { what: 'all of it', timeoutMs: 10_000 });
  }, 20_000);

  it('H7: ends when a side says nothing for too long, and lives by pings', async () => {
    const { fixture, echo } = await start({ patience: { ...defaultPatience, silentSocketMs: 600 } });
    const { headers } = await fixture.logIn();
    const [silent, alive] = [
      await openSocket(fixture.gateway, { headers }),
      await openSocket(fixture.gateway, { headers }),
    ];
    const pings = setInterval(() => alive.ping(), 100);
    ends.push(() => clearInterval(pings));
    expect(await closeCode(silent)).toBe(1006);
    await waitFor(() => echo.open.size === 1, { what: 'the service to hear of it' });
    expect((await echoOf(alive, 'still here')).text.toString()).toBe('still here');
  });
});

describe('the end of a credential', () => {
  const endsBy = async (closed: Promise<number>, since: number) => {
    const code = await closed;
    return { code, inTime: performance.now() - since < 1000 };
  };

  it('A8: closes its sockets with 4401 within a second, on every gateway, and no others', async () => {
    const { fixture, redis, echo } = await start();
    const second = await start({ redisUrl: fixture.redisUrl });
    const [me, other] = [await fixture.logIn(), await fixture.logIn()];
    second.fixture.setState(me, {});
    const mine = [
      await openSocket(fixture.gateway, { headers: me.headers }),
      await openSocket(second.fixture.gateway, { protocols: ['mojian.v1', `mojian.bearer.${me.token}`] }),
    ];
    const theirs = await openSocket(fixture.gateway, { headers: other.headers });
    const closed = mine.map(closeCode);
    const since = performance.now();
    await publishEvent(redis, sessionRevoked, { user_id: me.userId, session_id: me.sessionId });
    for (const one of closed) expect(await endsBy(one, since)).toEqual({ code: 4401, inTime: true });
    await waitFor(() => echo.open.size === 1, { what: 'the service to hear of it' });
    expect((await echoOf(theirs, 'here')).text.toString()).toBe('here');
  });

  it('A8: closes them when the user is disabled or changes role, and with an API key', async () => {
    const { fixture, redis } = await start();
    const [me, key] = [await fixture.logIn(), fixture.makeKey()];
    const mine = closeCode(await openSocket(fixture.gateway, { headers: me.headers }));
    const programs = closeCode(await openSocket(fixture.gateway, { headers: { 'x-api-key': key.key } }));
    const since = performance.now();
    await publishEvent(redis, userChanged, { user_id: me.userId });
    await publishEvent(redis, apiKeyRevoked, { user_id: key.userId, key_id: key.keyId });
    expect(await endsBy(mine, since)).toEqual({ code: 4401, inTime: true });
    expect(await endsBy(programs, since)).toEqual({ code: 4401, inTime: true });
  });

  it('A8: closes one that opens right after it, though nobody told', async () => {
    const { fixture } = await start();
    const me = await fixture.logIn();
    await openSocket(fixture.gateway, { headers: me.headers });
    // For a second the gateway knows the session as alive.
    fixture.setState(me, { alive: false });
    const since = performance.now();
    const late = closeCode(await openSocket(fixture.gateway, { headers: me.headers }));
    expect(await endsBy(late, since)).toEqual({ code: 4401, inTime: true });
  });

  it('A8: breaks them off in the midst of a frame that does not end, and lets nothing more through', async () => {
    const { fixture, redis, echo } = await start();
    const me = await fixture.logIn();
    const heard: Buffer[] = [];
    echo.answerBy((socket, request) => {
      socket.on('data', (chunk) => heard.push(chunk));
      socket.write(`${agreementTo(request)}\x82\x64half`, 'latin1');
    });
    const client = await openSocket(fixture.gateway, { headers: me.headers });
    const closed = closeCode(client);
    fixture.setState(me, { alive: false });
    const since = performance.now();
    await publishEvent(redis, sessionRevoked, { user_id: me.userId, session_id: me.sessionId });
    const isTold = async () => (await refusalOf(fixture.gateway, { headers: me.headers }))[0] === 401;
    await waitFor(isTold, { what: 'the gateway to hear of it' });
    client.send('late');
    expect(await endsBy(closed, since)).toEqual({ code: 1006, inTime: true });
    expect(heard).toEqual([]);
  });
});

describe('sockets at once', () => {
  it('H4: are bounded for each user', async () => {
    const { fixture, echo } = await start({ load: { maxRequests: 1000, maxStreams: 5000, maxSocketsPerUser: 2 } });
    const [me, other] = [await fixture.logIn(), await fixture.logIn()];
    const { headers } = me;
    const [first] = [await openSocket(fixture.gateway, { headers }), await openSocket(fixture.gateway, { headers })];
    expect(await refusalOf(fixture.gateway, { headers })).toEqual([429, 'RATE_LIMITED']);
    expect(await refusalOf(fixture.gateway, { headers: other.headers })).toEqual([101, undefined]);
    first.close();
    await waitFor(() => echo.open.size === 1, { what: 'the sockets to be closed' });
    const isFree = async () => (await refusalOf(fixture.gateway, { headers }))[0] === 101;
    await waitFor(isFree, { what: 'the place to be free' });
  });

  it('D11: count among the streams of all, until they close', async () => {
    const { fixture } = await start({ load: { maxRequests: 1, maxStreams: 1, maxSocketsPerUser: 20 } });
    const { headers } = await fixture.logIn();
    const client = await openSocket(fixture.gateway, { headers });
    expect(await refusalOf(fixture.gateway, { headers })).toEqual([503, 'OVERLOADED']);
    expect((await fixture.send({ path: `${mini}/trending` })).status).toBe(200);
    expect(/^open_streams\{.*\} 1$/m.test(await fixture.metrics())).toBe(true);
    client.close();
    await closeCode(client);
    const isFree = async () => (await refusalOf(fixture.gateway, { headers }))[0] === 101;
    await waitFor(isFree, { what: 'the place to be free' });
  });

  it('are told 1001 when the gateway goes, which does not wait for those that do not listen', async () => {
    const { fixture, redis } = await start();
    ends.splice(0);
    const me = await fixture.logIn();
    const closed = closeCode(await openSocket(fixture.gateway, { headers: me.headers }));
    const deaf = connect({ port: fixture.gateway.port, host: '127.0.0.1', allowHalfOpen: true });
    deaf.on('error', () => undefined);
    const handshake = ['Host: gateway', 'Origin: http://gateway', 'Connection: Upgrade', 'Upgrade: websocket'];
    const key = ['Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='];
    const request = [`GET ${socketPath} HTTP/1.1`, ...handshake, ...key, `X-Access-Token: ${me.token}`, '', ''];
    deaf.write(request.join('\r\n'));
    await once(deaf, 'data');
    const since = performance.now();
    redis.disconnect();
    await fixture.close();
    expect(await closed).toBe(1001);
    expect(performance.now() - since).toBeLessThan(3000);
    deaf.destroy();
  });
});
