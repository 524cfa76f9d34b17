import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { allRoutes } from '@mojian/contracts/routes/all-routes';
import { waitFor } from '@mojian/testing/wait-for';
import { type GatewayFixture, mini, startFixture } from './gateway.fixture.js';
import { at, specRoute } from './spec-route.fixture.js';
import { json, startUpstream, type Upstream } from './upstream.fixture.js';

const nowhere = ['http://127.0.0.1:9'];
let fixture: GatewayFixture;
let first: Upstream;
let second: Upstream;
beforeEach(async () => {
  [first, second] = await Promise.all([startUpstream(), startUpstream()]);
  const routes = [...allRoutes, specRoute('plain'), specRoute('send', { method: 'POST', bodyLimit: 4 * 1024 * 1024 })];
  const serviceUrls = { user: nowhere, postcard: [first.url, second.url], agent: nowhere };
  fixture = await startFixture({ routes, serviceUrls });
});
afterEach(async () => {
  await Promise.all([fixture.close(), first.stop(), second.stop()]);
});

const seenBy = (upstream: Upstream, path: string): number => upstream.received.filter(({ url }) => url === path).length;
const both = (path: string) => [seenBy(first, path), seenBy(second, path)];

describe('a service of several instances', () => {
  it('is asked in turn', async () => {
    for (let i = 0; i < 10; i += 1) expect((await fixture.send({ path: at('plain') })).status).toBe(200);
    expect(both(at('plain'))).toEqual([5, 5]);
  });

  it('B13: is asked elsewhere where one accepts no connection, with a body too, and once', async () => {
    await first.stop();
    const body = JSON.stringify({ text: 'x'.repeat(2 * 1024 * 1024) });
    for (let i = 0; i < 6; i += 1) {
      expect((await fixture.send({ path: at('plain') })).status).toBe(200);
      expect((await fixture.send({ method: 'POST', path: at('send'), body })).status).toBe(200);
    }
    expect([both(at('plain')), both(at('send'))]).toEqual([
      [0, 6],
      [0, 6],
    ]);
    expect(second.received.every((one) => one.url !== at('send') || one.body === body)).toBe(true);
    await first.start();
    const isAskedAgain = async () => {
      await fixture.send({ path: at('plain') });
      return seenBy(first, at('plain')) > 0;
    };
    await waitFor(isAskedAgain, { what: 'the first to be asked again', timeoutMs: 2000 });
  });

  it('B13: gets no POST twice once one has it', async () => {
    for (const upstream of [first, second]) {
      upstream.answer(at('send'), (response) => response.destroy());
    }
    expect((await fixture.send({ method: 'POST', path: at('send'), body: '{}' })).status).toBe(502);
    const [one = 0, two = 0] = both(at('send'));
    expect(one + two).toBe(1);
  });

  it('is away when all of them are', async () => {
    await Promise.all([first.stop(), second.stop()]);
    const replies = [
      await fixture.send({ path: at('plain') }),
      await fixture.send({ method: 'POST', path: at('send'), body: '{}' }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([502, 502]);
  });
});

describe('the user service of several instances', () => {
  it('answers for callers as long as one is there', async () => {
    const plain = await startFixture();
    const gone = await startUpstream();
    await gone.stop();
    const { user, postcard, agent } = plain.upstreams;
    const serviceUrls = { user: [gone.url, user.url], postcard: [postcard.url], agent: [agent.url] };
    const twin = await startFixture({ serviceUrls });
    const me = await plain.logIn();
    user.answer(`${mini}/auth/userinfo`, json({ code: 0 }));
    for (let i = 0; i < 4; i += 1) {
      twin.advance(2);
      const path = `${mini}/auth/userinfo`;
      expect((await twin.send({ path, headers: { ...me.headers } })).status).toBe(200);
    }
    await twin.close();
    await plain.close();
  });
});
