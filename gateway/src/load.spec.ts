import { get } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { allRoutes } from '@mojian/contracts/routes/all-routes';
import { waitFor } from '@mojian/testing/wait-for';
import { z } from 'zod';
import { type GatewayFixture, mini, startFixture } from './gateway.fixture.js';
import { createRouteBrake } from './route-brake.js';
import { at, specRoute } from './spec-route.fixture.js';
import { json } from './upstream.fixture.js';

const specRoutes = [
  specRoute('plain'),
  specRoute('held'),
  specRoute('failing'),
  specRoute('stream', { stream: true }),
  specRoute('waiting', { query: z.object({ wait: z.coerce.number().default(0) }) }),
];

let fixture: GatewayFixture;
let release: (() => void)[];
beforeEach(async () => {
  fixture = await startFixture({
    routes: [...allRoutes, ...specRoutes],
    load: { maxRequests: 3, maxStreams: 2, maxSocketsPerUser: 2 },
  });
  release = [];
  const { postcard } = fixture.upstreams;
  for (const id of ['held', 'waiting']) {
    postcard.answer(at(id), (response, received) => void release.push(() => json({})(response, received)));
  }
  postcard.answer(at('stream'), (response) => response.writeHead(200).flushHeaders());
});
afterEach(() => fixture.close());

const statusOf = async (path: string): Promise<number> => (await fixture.send({ path })).status;
const arrived = (path: string) => fixture.upstreams.postcard.received.filter(({ url }) => url === path).length;
const openStream = () =>
  new Promise<{ status: number; close: () => void }>((resolve, reject) => {
    const options = { host: '127.0.0.1', port: fixture.gateway.port, path: at('stream'), agent: false };
    const request = get(options, (response) => {
      response.on('error', () => undefined);
      response.resume();
      resolve({ status: response.statusCode ?? 0, close: () => request.destroy() });
    });
    request.on('error', reject);
  });

describe('more requests at once than are allowed', () => {
  it('D11: are turned away at once, as long as there are more', async () => {
    const held = Array.from({ length: 3 }, () => statusOf(at('held')));
    await waitFor(() => release.length === 3, { what: 'three requests to be under way' });
    const asked = performance.now();
    const shed = await fixture.send({ path: at('plain') });
    expect([shed.status, shed.headers['x-error-code'], shed.headers['retry-after']]).toEqual([503, 'OVERLOADED', '1']);
    expect(performance.now() - asked).toBeLessThan(100);
    expect(arrived(at('plain'))).toBe(0);
    expect([await statusOf('/health'), await statusOf(`${mini}/health`), await statusOf('/ready')]).toEqual([
      200, 200, 200,
    ]);
    expect(await fixture.metrics()).toMatch(/requests_shed_total\{service="gateway"\} 1/);
    for (const answer of release) answer();
    expect(await Promise.all(held)).toEqual([200, 200, 200]);
    expect(await statusOf(at('plain'))).toBe(200);
  });

  it('are counted down when their clients go away', async () => {
    for (let i = 0; i < 10; i += 1) {
      const stream = await openStream();
      expect(stream.status).toBe(200);
      stream.close();
      await waitFor(() => fixture.upstreams.postcard.aborted.length > i, { what: 'the end of the stream' });
    }
  });
});

describe('streams and long waits', () => {
  it('have a bound of their own, and take nothing from the others', async () => {
    const stream = await openStream();
    const waiting = statusOf(`${at('waiting')}?wait=25`);
    await waitFor(() => release.length === 1, { what: 'the long wait to be under way' });
    expect((await openStream()).status).toBe(503);
    expect(await statusOf(`${at('waiting')}?wait=1`)).toBe(503);
    const held = Array.from({ length: 2 }, () => statusOf(at('held')));
    const brief = statusOf(at('waiting'));
    await waitFor(() => release.length === 4, { what: 'three requests to be under way' });
    for (const answer of release) answer();
    expect(await Promise.all([...held, waiting, brief])).toEqual([200, 200, 200, 200]);
    stream.close();
    await waitFor(() => fixture.upstreams.postcard.aborted.length === 1, { what: 'the end of the stream' });
    expect((await openStream()).status).toBe(200);
  });
});

describe('a route that mostly fails', () => {
  const clock = { now: 0 };
  const brakeAt = (fails: number, good: number) => {
    const told: [string, boolean][] = [];
    clock.now = 0;
    const brake = createRouteBrake({
      clock: () => clock.now,
      onShed: () => undefined,
      onChange: (id, on) => told.push([id, on]),
    });
    for (let i = 0; i < good; i += 1) brake.observe('a', 200);
    for (let i = 0; i < fails; i += 1) brake.observe('a', 503);
    const passed = (): boolean => {
      try {
        brake.pass('a');
        return true;
      } catch {
        // The refusal is what is asked about.
        return false;
      }
    };
    return { brake, told, passed };
  };

  it.each([
    [49, 0, false],
    [50, 0, true],
    [25, 25, false],
    [26, 25, true],
  ])('is braked from 50 answers on, when more than half are failures (%i of %i more)', (fails, good, isBraked) => {
    expect(brakeAt(fails, good).told).toEqual(isBraked ? [['a', true]] : []);
  });

  it('lets one in ten through, or one in half a second', () => {
    const { passed, brake } = brakeAt(50, 0);
    expect(Array.from({ length: 30 }, passed).filter(Boolean)).toHaveLength(3);
    expect(() => brake.pass('another')).not.toThrow();
    clock.now += 500;
    expect([passed(), passed()]).toEqual([true, false]);
  });

  it('is released by three good answers in a row, or after two minutes', () => {
    const { brake, told, passed } = brakeAt(50, 0);
    for (const status of [200, 200, 500, 200, 404]) brake.observe('a', status);
    expect(told).toHaveLength(1);
    brake.observe('a', 200);
    expect(told.at(-1)).toEqual(['a', false]);
    expect([passed(), passed()]).toEqual([true, true]);
    const later = brakeAt(50, 0);
    clock.now += 120_000;
    expect([later.passed(), later.passed()]).toEqual([true, true]);
  });

  it('forgets failures after ten seconds', () => {
    const { brake, told } = brakeAt(49, 0);
    clock.now += 10_000;
    brake.observe('a', 500);
    expect(told).toEqual([]);
  });

  it('is left alone by the gateway, and recovers', async () => {
    fixture.upstreams.postcard.answer(at('failing'), json({}, 500));
    for (let i = 0; i < 50; i += 1) expect(await statusOf(at('failing'))).toBe(500);
    const refused = await fixture.send({ path: at('failing') });
    expect([refused.status, refused.headers['x-error-code'], refused.headers['retry-after']]).toEqual([
      503,
      'OVERLOADED',
      '2',
    ]);
    expect(await statusOf(at('plain'))).toBe(200);
    fixture.upstreams.postcard.answer(at('failing'), json({}));
    const statuses = [];
    for (let i = 0; i < 40; i += 1) statuses.push(await statusOf(at('failing')));
    expect(statuses.slice(-5)).toEqual([200, 200, 200, 200, 200]);
    expect(arrived(at('failing'))).toBeLessThan(75);
  });

  it('is not braked where that is switched off', async () => {
    const protection = { verifyTokens: true, limitRates: true, auditRefusals: false, brakeRoutes: false };
    const steady = await startFixture({ routes: [...allRoutes, ...specRoutes], protection });
    steady.upstreams.postcard.answer(at('failing'), json({}, 500));
    for (let i = 0; i < 55; i += 1) expect((await steady.send({ path: at('failing') })).status).toBe(500);
    await steady.close();
  });
});
