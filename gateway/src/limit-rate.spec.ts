import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type GatewayFixture, mini, startFixture } from './gateway.fixture.js';
import { addressGroup } from './limit-rate.js';

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

  it('let exactly so many of a user through, and others go on', async () => {
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

  it('count by address where nobody is known, whatever X-Forwarded-For says', async () => {
    let n = 0;
    const spoofed = () => logIn({ 'x-forwarded-for': `10.0.0.${++n}`, 'x-real-ip': `10.0.0.${n}` });
    expect(allowed(await statuses(25, spoofed))).toBe(10);
  });

  it('are common to all gateways', async () => {
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

describe('limits without Redis', () => {
  it('are kept in the process, and a metric says so', async () => {
    fixture = await startFixture({ limits, redisUrl: 'redis://127.0.0.1:9' });
    expect(allowed(await statuses(25, logIn))).toBe(10);
    expect(await fixture.metrics()).toMatch(/rate_limiter_in_process\{service="gateway"\} 1/);
    expect(fixture.log).toContainEqual(expect.objectContaining({ event: 'limit.in_process' }));
    fixture.advance(61);
    expect(allowed(await statuses(12, logIn))).toBe(10);
    await fixture.close();
  }, 20_000);
});

describe('what counts as one address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s is in %s', (address, group) => {
    expect(addressGroup(address)).toBe(group);
  });
});
