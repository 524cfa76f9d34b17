import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GatewayFixture, mini, startFixture } from './gateway.fixture.js';

let fixture: GatewayFixture;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'web-client-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>墨笺</title>');
  await writeFile(join(folder, 'assets', 'main-5KQ3T2XA.js'), 'export {};');
  await writeFile(join(folder, 'assets', 'main-5KQ3T2XA.js.map'), '{}');
  await writeFile(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  fixture = await startFixture({ webClientFolder: folder, corsOrigins: ['https://h5.example'] });
});
afterAll(async () => {
  await fixture.close();
  await rm(folder, { recursive: true });
});

describe('the client in a browser', () => {
  it('is never cached as a page, and guarded by a policy', async () => {
    const { status, headers, text } = await fixture.send({ path: '/' });
    expect([status, headers['cache-control'], headers['content-type']]).toEqual([
      200,
      'no-cache',
      'text/html; charset=utf-8',
    ]);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(text).toContain('墨笺');
  });

  it('has files that never change where their name tells their content', async () => {
    const script = await fixture.send({ path: '/assets/main-5KQ3T2XA.js' });
    expect([script.status, script.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect((await fixture.send({ path: '/icon.svg' })).headers['cache-control']).toBe('no-cache');
  });

  it.each(['/index.html', '/assets/main-5KQ3T2XA.js.map', '/assets/', '/resources/font/a.woff', '/c', '/package.json'])(
    'is not what is found at %s',
    async (path) => {
      const { status, headers, text } = await fixture.send({ path, headers: { 'accept-language': 'en' } });
      expect([status, headers['x-error-code']]).toEqual([404, 'ROUTE_NOT_FOUND']);
      expect(text).toContain('<h1>There is nothing at this address</h1>');
      expect(headers['content-security-policy']).toContain("default-src 'none'");
    },
  );

  it('is not served on the card origin', async () => {
    for (const path of ['/', '/docs', '/ready', `${mini}/health`, `${mini}/trending`, '/media/x']) {
      expect((await fixture.send({ path, to: 'card' })).status).toBe(404);
    }
    expect((await fixture.send({ path: '/health', to: 'card' })).status).toBe(200);
  });

  it('leaves nothing at / where it was not built', async () => {
    const bare = await startFixture();
    expect((await bare.send({ path: '/' })).status).toBe(404);
    await bare.close();
  });
});

describe('the API document', () => {
  it('is shown by Swagger UI from our own address', async () => {
    const page = await fixture.send({ path: '/docs' });
    expect(page.headers['content-security-policy']).toContain("script-src 'self';");
    const linked = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => `/${file}`);
    expect(linked.length).toBe(4);
    for (const path of linked) expect((await fixture.send({ path })).status).toBe(200);
  });

  it('lists the routes of the outside only', async () => {
    const { paths } = JSON.parse((await fixture.send({ path: '/docs/openapi.json' })).text);
    expect(Object.keys(paths)).toContain(`${mini}/postcards/create`);
    expect(Object.keys(paths).some((path) => path.startsWith('/internal'))).toBe(false);
  });
});

describe('health', () => {
  it('tells of the process, in both dialects', async () => {
    expect(JSON.parse((await fixture.send({ path: '/health' })).text)).toEqual({
      status: 'ok',
      service: 'gateway',
      version: '0.0.0',
    });
    expect(JSON.parse((await fixture.send({ path: `${mini}/health` })).text)).toMatchObject({
      code: 0,
      data: { status: 'ok' },
    });
    expect(JSON.parse((await fixture.send({ path: `${mini}/version` })).text).data).toEqual({
      version: '0.0.0',
      name: 'mojian',
    });
  });

  it('tells of the dependencies', async () => {
    const whole = await fixture.send({ path: '/ready' });
    expect([whole.status, JSON.parse(whole.text)]).toEqual([
      200,
      { ready: true, checks: { user: true, postcard: true, agent: true, redis: true } },
    ]);
    await fixture.upstreams.agent.stop();
    fixture.advance(2);
    const lame = await fixture.send({ path: '/ready' });
    expect([lame.status, JSON.parse(lame.text).checks.agent]).toEqual([503, false]);
    await fixture.upstreams.agent.start();
  });

  it('is counted by route, never by path', async () => {
    await fixture.send({ path: '/some/path/of/nobody' });
    const text = await fixture.metrics();
    expect(text).toMatch(/http_request_seconds_count\{.*route="mini.health",status="200"\} 1/);
    expect(text).not.toContain('nobody');
  });
});

describe('all answers', () => {
  it('say what a browser may do with them', async () => {
    for (const path of ['/', '/docs', '/nowhere', `${mini}/health`, `${mini}/nowhere`]) {
      expect((await fixture.send({ path })).headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'strict-origin-when-cross-origin',
        'x-frame-options': 'SAMEORIGIN',
        'cross-origin-opener-policy': 'same-origin',
      });
    }
    const { headers } = await fixture.send({ path: '/nowhere', to: 'card' });
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
  });
});

describe('other methods', () => {
  it('are refused with those that there are', async () => {
    const { status, headers, text } = await fixture.send({
      method: 'PUT',
      path: `${mini}/postcards/create`,
      body: '{}',
    });
    expect([status, headers.allow, JSON.parse(text).code]).toEqual([405, 'POST', 405]);
    expect((await fixture.send({ method: 'OPTIONS', path: '/health' })).status).toBe(405);
  });

  it('find nothing where there is nothing, in the dialect of the path', async () => {
    const inMini = await fixture.send({ path: `${mini}/nothing` });
    expect(JSON.parse(inMini.text)).toEqual({ code: 404, message: '没有这个地址', data: null });
    const inWeb = await fixture.send({ method: 'POST', path: '/api/v1/postcards/create', body: '{}' });
    expect([inWeb.status, inWeb.headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });
});

describe('pages of other origins', () => {
  const preflight = (origin: string) =>
    fixture.send({
      method: 'OPTIONS',
      path: `${mini}/auth/userinfo`,
      headers: { origin, 'access-control-request-method': 'GET' },
    });

  it('B19: may call when their origin is listed, and never with credentials', async () => {
    const { status, headers } = await preflight('https://h5.example');
    expect([status, headers['access-control-allow-origin'], headers.vary]).toEqual([
      204,
      'https://h5.example',
      'Origin',
    ]);
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
    const me = await fixture.logIn();
    const reply = await fixture.send({
      path: `${mini}/auth/userinfo`,
      headers: { ...me.headers, origin: 'https://h5.example' },
    });
    expect(reply.headers['access-control-allow-origin']).toBe('https://h5.example');
  });

  it.each([
    'null',
    'https://h5.example.evil',
    'https://evil-h5.example',
    'http://h5.example',
    'https://h5.example:444',
    'https://H5.example',
    'https://h5.example/',
    'https://h5.example, https://evil.example',
    'https://user@h5.example',
    'https://h5\u00a0.example',
    'file://',
  ])('B19: may not from %s', async (origin) => {
    expect((await preflight(origin)).headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('a prefix in front of everything', () => {
  it('is taken off before a service sees the path, and told to it', async () => {
    const prefixed = await startFixture({ basePath: '/mojian' });
    const me = await prefixed.logIn();
    const path = `${mini}/users/${me.userId}/quota`;
    expect((await prefixed.send({ path: `/mojian${path}`, headers: { ...me.headers } })).status).toBe(200);
    const seen = prefixed.upstreams.postcard.received.at(-1);
    expect([seen?.url, seen?.headers['x-forwarded-prefix']]).toEqual([path, '/mojian']);
    expect((await prefixed.send({ path, headers: { ...me.headers } })).status).toBe(404);
    const nothing = await prefixed.send({ path: `/mojian${mini}/nothing` });
    expect(JSON.parse(nothing.text).code).toBe(404);
    await prefixed.close();
  });
});

describe('the log', () => {
  it('has a line for each request, without query, token or body', async () => {
    const me = await fixture.logIn();
    const path = `${mini}/postcards/user`;
    await fixture.send({ path: `${path}?ticket=canary`, headers: { ...me.headers, 'x-request-id': 'a-request-2' } });
    const line = fixture.log.find((entry) => entry.request_id === 'a-request-2');
    expect(line).toMatchObject({
      event: 'http.answered',
      method: 'GET',
      route: 'postcard.list',
      status: 200,
      path,
      user_id: me.userId,
    });
    expect(JSON.stringify(fixture.log)).not.toContain('canary');
    expect(JSON.stringify(fixture.log)).not.toContain(me.token);
  });
});
