import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FaultProxy } from '@mojian/testing/fault-proxy';
import { testRedis } from '@mojian/testing/test-redis';
import { waitFor } from '@mojian/testing/wait-for';
import { type GatewayFixture, mini, startFixture } from './gateway.fixture.js';

const limits = { quota: { count: 5, seconds: 60 }, login_mini: { count: 10, seconds: 60 } };
let fixture: GatewayFixture;

const quota = async (me: { userId: string; headers: { authorization: string } }) =>
  fixture.send({ path: `${mini}/users/${me.userId}/quota`, headers: { ...me.headers } });
const logIn = (headers: Record<string, string> = {}) =>
  fixture.send({ method: 'POST', path: `${mini}/auth/login`, body: '{"code":"x"}', headers });
const statuses = async (count: number, ask: () => Promise<{ status: number }>): Promise<number[]> =>
  (await Promise.all(Array.from({ length: count }, ask))).map(({ status }) => status);
const allowed = (list: readonly number[]): number => list.filter((status) => status === 200).length;

describe('limits in Redis', () => {
  beforeEach(async () => {
    fixture = await startFixture({ limits });
  });
  afterEach(() => fixture.close());

  it('B18: let exactly so many of a user through, and others go on', async () => {
    const [me, other] = [await fixture.logIn(), await fixture.logIn()];
    expect(allowed(await statuses(12, () => quota(me)))).toBe(5);
    expect((await quota(other)).status).toBe(200);
  });

  it('tell where a caller stands, and what blocks it', async () => {
    const me = await fixture.logIn();
    const first = await quota(me);
    expect(first.headers).toMatchObject({ 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '4' });
    expect(Number(first.headers['x-ratelimit-reset']) - Date.now() / 1000).toBeGreaterThan(55);
    await statuses(4, () => quota(me));
    const { status, headers, text } = await quota(me);
    expect([status, headers['x-ratelimit-remaining'], headers['x-error-code']]).toEqual([429, '0', 'RATE_LIMITED']);
    const body = JSON.parse(text);
    expect(body).toMatchObject({ code: 429, data: null, details: { blocked_by: ['quota:user'] } });
    expect(Number(headers['retry-after'])).toBe(body.details.retry_after);
    expect(body.details.retry_after).toBeGreaterThan(50);
  });

  it('B18: count by address where nobody is known, whatever a thousand X-Forwarded-For say', async () => {
    let n = 0;
    const spoofed = () => {
      n += 1;
      return logIn({ 'x-forwarded-for': `10.0.${n >> 8}.${n & 255}`, 'x-real-ip': `10.1.${n >> 8}.${n & 255}` });
    };
    const counts = [];
    for (let round = 0; round < 20; round += 1) counts.push(allowed(await statuses(50, spoofed)));
    expect([n, counts.reduce((sum, count) => sum + count)]).toEqual([1000, 10]);
  }, 20_000);

  it('B18: are common to all gateways', async () => {
    const twin = await startFixture({ limits, redisUrl: fixture.redisUrl });
    const first = await statuses(6, logIn);
    const rest = (
      await Promise.all(
        Array.from({ length: 6 }, () => twin.send({ method: 'POST', path: `${mini}/auth/login`, body: '{}' })),
      )
    ).map(({ status }) => status);
    expect(allowed([...first, ...rest])).toBe(10);
    await twin.close();
  });

  it('exempt health', async () => {
    const { headers } = await fixture.send({ path: `${mini}/health` });
    expect(headers).not.toHaveProperty('x-ratelimit-limit');
  });
});

describe('limits of all together', () => {
  it('hold for a route, and for everything', async () => {
    const few = { register: { count: 4, seconds: 60 }, everybody: { count: 6, seconds: 60 } };
    fixture = await startFixture({ limits: few, trustedProxies: 1 });
    let n = 0;
    const from = (path: string, method = 'GET') =>
      fixture.send({
        method,
        path,
        headers: { 'x-forwarded-for': `10.0.0.${++n}` },
        ...(method === 'POST' && { body: '{}' }),
      });
    const register = () => from('/api/v1/auth/register', 'POST');
    expect(allowed(await statuses(8, register))).toBe(4);
    expect(JSON.parse((await register()).text).blocked_by).toEqual(['register:endpoint']);
    expect(allowed(await statuses(5, () => from(`${mini}/trending`)))).toBe(2);
    const refused = await from(`${mini}/trending`);
    expect([refused.headers['x-ratelimit-limit'], JSON.parse(refused.text).details.blocked_by]).toEqual([
      '6',
      ['everybody:global'],
    ]);
    expect((await from('/health')).status).toBe(200);
    await fixture.close();
  });
});

describe('who is refused', () => {
  it('is counted all the same: guessing tokens and keys is limited', async () => {
    fixture = await startFixture({ limits: { everything_mini: { count: 10, seconds: 60 } } });
    let n = 0;
    const guess = () =>
      fixture.send({ path: `${mini}/auth/userinfo`, headers: { 'x-api-key': `mj_${'x'.repeat(30)}${++n}` } });
    const got = await statuses(25, guess);
    expect([got.filter((status) => status === 429).length, got.includes(200)]).toEqual([15, false]);
    await fixture.close();
  });
});

describe('limits that are switched off', () => {
  it('refuse nobody and tell nothing', async () => {
    const protection = { verifyTokens: true, limitRates: false, auditRefusals: false, brakeRoutes: true };
    fixture = await startFixture({ limits, protection });
    expect(allowed(await statuses(25, logIn))).toBe(25);
    expect((await logIn()).headers).not.toHaveProperty('x-ratelimit-limit');
    await fixture.close();
  });
});

describe('limits without Redis', () => {
  it('B18: are kept in the process, and metric and health say so, until Redis is back', async () => {
    const store = await testRedis();
    const network = await FaultProxy.start({ port: Number(new URL(store.url).port) });
    fixture = await startFixture({ limits, redisUrl: network.through(store.url) });
    const health = async () => JSON.parse((await fixture.send({ path: '/health' })).text).status;
    expect(await health()).toBe('ok');
    await network.fault({ mode: 'refuse' });
    expect(allowed(await statuses(25, logIn))).toBe(10);
    expect(await health()).toBe('degraded');
    expect(await fixture.metrics()).toMatch(/rate_limiter_in_process\{service="gateway"\} 1/);
    await network.heal();
    const isBack = async () => {
      fixture.advance(2);
      await logIn();
      return (await health()) === 'ok';
    };
    await waitFor(isBack, { what: 'the limits to be in Redis again' });
    expect(await fixture.metrics()).toMatch(/rate_limiter_in_process\{service="gateway"\} 0/);
    await fixture.close();
    await network.close();
    await store.close();
  }, 15_000);

  it('are kept in a process that began without it', async () => {
    fixture = await startFixture({ limits, redisUrl: 'redis://127.0.0.1:9' });
    expect(allowed(await statuses(25, logIn))).toBe(10);
    expect(await fixture.metrics()).toMatch(/rate_limiter_in_process\{service="gateway"\} 1/);
    expect(fixture.log).toContainEqual(expect.objectContaining({ event: 'limit.in_process' }));
    fixture.advance(61);
    expect(allowed(await statuses(12, logIn))).toBe(10);
    await fixture.close();
  }, 20_000);
});
