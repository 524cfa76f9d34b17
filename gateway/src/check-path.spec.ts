import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GatewayFixture, mini, startFixture } from './gateway.fixture.js';

let fixture: GatewayFixture;

beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());

const target = 'internal/tasks/x/settle';

/** Ways to spell a path below a public prefix that something behind could read as another one. */
const spellings = [
  ...['../', './../', '%2e%2e/', '%2E%2E/', '.%2e/', '%2e./', '..%2f', '..%2F', '%2e%2e%2f', '%252e%252e/'],
  ...['%252e%252e%252f', '..%252f', '..%5c', '..%5C', '%2e%2e%5c', '..\\', '..;/', '..;x=y/', '%2e%2e;/', '..%3b/'],
  ...['//../', '//', '/./', './/', '..//', '...//..//', '%2f', '%2F..%2F', '%5c..%5c', '\\..\\', '\\', ';/../'],
  ...[
    '%00/../',
    '%00',
    '%0a../',
    '%0d%0a../',
    '%c0%ae%c0%ae/',
    '%c0%af',
    '%e0%80%ae/',
    '%ff',
    '%zz',
    '%',
    '%2',
    '%u002e',
  ],
  ...['%61dmin/', '%41', '%7e/', '%2d', '%5f', '|', '<', '"', '{', '^', '`', '%23', '%7f/', '%09'],
].map((spelling) => `${mini}/${spelling}${target}`);

const elsewhere = [
  `http://127.0.0.1${mini}/health`,
  'http://169.254.169.254/latest/meta-data',
  '*',
  'internal/tasks/x',
  `//127.0.0.1${mini}/health`,
  `\\${mini}/health`,
  `${mini}/health/..`,
  `${mini}/health/.`,
  '/..',
  '/%2e',
];

const statusLine = async (path: string): Promise<string> => {
  const answer = await fixture.raw(
    `POST ${path} HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
  return answer.split('\r\n', 1)[0] ?? '';
};

describe('paths with more than one reading', () => {
  it.each([...spellings, ...elsewhere])('B1: refuses %s', async (path) => {
    expect(await statusLine(path)).toBe('HTTP/1.1 400 Bad Request');
  });

  it('B1: lets none of them through to a service', () => {
    const { user, postcard, agent } = fixture.upstreams;
    expect([...user.received, ...postcard.received, ...agent.received]).toEqual([]);
  });

  it('names the refusal in the dialect of the path', async () => {
    const { headers, text } = await fixture.send({ path: `${mini}/../internal` });
    expect(headers['x-error-code']).toBe('PATH_NOT_CANONICAL');
    expect(JSON.parse(text)).toMatchObject({ code: 400, data: null });
  });
});

describe('paths with one reading', () => {
  it.each([
    [`${mini}/health`, 200],
    [`${mini}/health?next=../../x&y=%2e%2e`, 200],
    ['/c/%E5%A2%A8%E7%AC%BA', 200],
    [`${mini}/HEALTH`, 404],
    [`${mini}/health/`, 404],
    ['/API/V1/miniprogram/health', 404],
    ['/resources/%E7%AD%BE%E4%BD%93/charm-config.json', 404],
  ])('B1, B2: reads %s as it is written: %i', async (path, status) => {
    expect((await fixture.send({ path })).status).toBe(status);
  });
});

describe('routes that are not for the outside', () => {
  it.each([
    '/internal/sessions/6f2b0f0e-0000-4000-8000-000000000000',
    '/internal/tasks/x/start',
    '/api/v1/internal/tasks/x',
    '/metrics',
  ])('B4: has nothing at %s', async (path) => {
    const me = await fixture.logIn();
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
      expect((await fixture.send({ method, path, headers: { ...me.headers } })).status).toBe(404);
    }
  });
});
