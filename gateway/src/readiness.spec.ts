import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type GatewayFixture, mini, startFixture } from './gateway.fixture.js';
import { json } from './upstream.fixture.js';

let fixture: GatewayFixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());
beforeEach(() => {
  // What is known is kept for a second.
  fixture.advance(2);
  fixture.upstreams.postcard.answer('/ready', json({ ready: true, checks: { postgres: 'up', redis: 'up' } }));
  fixture.upstreams.agent.answer('/ready', json({ ready: true, checks: {} }));
});

const ready = async () => {
  const { status, text } = await fixture.send({ path: '/ready' });
  return { status, ...JSON.parse(text) };
};
const health = async (path = '/health') => {
  const { status, text } = await fixture.send({ path });
  const body = JSON.parse(text);
  return [status, (body.data ?? body).status];
};

describe('readiness', () => {
  it('is that of all services and of what they depend on', async () => {
    const checks = { user: true, postcard: true, 'postcard.postgres': true, 'postcard.redis': true, agent: true };
    expect(await ready()).toEqual({ status: 200, ready: true, checks: { ...checks, redis: true } });
    expect(await health()).toEqual([200, 'ok']);
  });

  it('E1: tells which service has lost its Postgres', async () => {
    const report = { ready: false, checks: { postgres: 'no answer', redis: 'up' } };
    fixture.upstreams.postcard.answer('/ready', json(report, 503));
    expect(await ready()).toMatchObject({
      status: 503,
      ready: false,
      checks: { user: true, postcard: false, 'postcard.postgres': false, 'postcard.redis': true, agent: true },
    });
    expect([await health(), await health(`${mini}/health`)]).toEqual([
      [200, 'degraded'],
      [200, 'degraded'],
    ]);
  });

  it('never hangs, whatever a service does', async () => {
    fixture.upstreams.postcard.answer('/ready', () => undefined);
    fixture.upstreams.agent.answer('/ready', json('nonsense'));
    const asked = performance.now();
    const [first, again, alive] = await Promise.all([ready(), ready(), health()]);
    expect(performance.now() - asked).toBeLessThan(1500);
    expect(first).toMatchObject({ status: 503, checks: { user: true, postcard: false, agent: false, redis: true } });
    expect([again, alive]).toEqual([first, [200, 'degraded']]);
    const asks = fixture.upstreams.postcard.received.filter(({ url }) => url === '/ready').length;
    await ready();
    expect(fixture.upstreams.postcard.received.filter(({ url }) => url === '/ready').length).toBe(asks);
  });

  it('needs one instance of each service', async () => {
    const { user, postcard, agent } = fixture.upstreams;
    const readyUrls = {
      user: [`${user.url}/ready`],
      postcard: ['http://127.0.0.1:9/ready', `${postcard.url}/ready`],
      agent: [`${agent.url}/ready`],
    };
    const twin = await startFixture({ readyUrls });
    expect((await twin.send({ path: '/ready' })).status).toBe(200);
    await twin.close();
  });
});
