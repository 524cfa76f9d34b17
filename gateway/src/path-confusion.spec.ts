import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RouteSpec } from '@mojian/contracts/route';
import { allRoutes } from '@mojian/contracts/routes/all-routes';
import { type GatewayFixture, startFixture } from './gateway.fixture.js';
import { statusesOf } from './raw-socket.fixture.js';

let fixture: GatewayFixture;
beforeAll(async () => {
  fixture = await startFixture({
    protection: { verifyTokens: true, limitRates: false, auditRefusals: false, brakeRoutes: false },
  });
});
afterAll(() => fixture.close());

const count = 5000;
const atOnce = 20;
const seed = 20260101;

/** mulberry32: the same spellings in every run. */
function createRandom(state: number): () => number {
  let a = state;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const random = createRandom(seed);
const oneOf = <T>(list: readonly T[]): T => {
  const one = list[Math.floor(random() * list.length)];
  if (one === undefined) throw new Error('there is nothing to choose from');
  return one;
};

const pieces = [
  ...[
    '..',
    '.',
    '...',
    '../',
    '/..',
    '/./',
    '/../',
    '//',
    '///',
    '/',
    '\\',
    '\\..\\',
    ';',
    ';x=y',
    '..;',
    '..;/',
    '%3b',
    '%3B..',
  ],
  ...[
    '%2e',
    '%2E',
    '%2e%2e',
    '%2e%2e%2f',
    '.%2e/',
    '%2f',
    '%2F',
    '%5c',
    '%5C..',
    '%252e',
    '%252f',
    '%25',
    '%2500',
    '%25252e',
  ],
  ...[
    '%00',
    '\x00',
    '%0a',
    '%0d%0a',
    '%09',
    '%20',
    '%7f',
    '%c0%ae',
    '%c0%af',
    '%e0%80%af',
    '%f0%80%80%af',
    '%ff',
    '%c3%28',
  ],
  ...[
    '%u002e',
    '%uff0e',
    '%zz',
    '%',
    '%2',
    '?',
    '?x=/../',
    '#',
    '%23',
    '%3f',
    '*',
    ':',
    '@',
    '%40',
    '|',
    '"',
    '<',
    '^',
    '`',
    '{',
    '}',
  ],
  ...['%61', '%41', '%2d', '%5f', '%7e', '~', '\xe9', '%C3%A9', '\t', '&', '+', ',', '=', '!', '(', ')', "'", '$'],
];
const heads = [
  'http://gateway',
  'http://127.0.0.1:8082',
  'https://gateway',
  '//gateway',
  '/',
  '\\',
  '.',
  '*',
  'gateway',
  'GATEWAY:80',
];
const swapCase = (text: string): string => (text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase());

const mutations: ((path: string) => string)[] = [
  (path) => insertAt(path, oneOf(pieces)),
  (path) => insertAt(path, oneOf(pieces)),
  (path) => path.replace('/', oneOf(pieces)),
  (path) => `${path}${oneOf(pieces)}`,
  (path) => `${oneOf(heads)}${path}`,
  (path) => `${oneOf(allRoutes).path}${oneOf(['/..', '/../', '/%2e%2e', '%2f..', ';', '/..;', '\\..', '//..'])}${path}`,
  (path) => escapeAt(path),
  (path) => caseAt(path),
  (path) => (path.endsWith('/') ? path.slice(0, -1) : `${path}/`),
];

function insertAt(path: string, piece: string): string {
  const at = Math.floor(random() * (path.length + 1));
  return path.slice(0, at) + piece + path.slice(at);
}
function escapeAt(path: string): string {
  const at = Math.floor(random() * path.length);
  const code = path.charCodeAt(at).toString(16).padStart(2, '0');
  return `${path.slice(0, at)}%${random() < 0.2 ? '25' : ''}${code}${path.slice(at + 1)}`;
}
function caseAt(path: string): string {
  const at = Math.floor(random() * path.length);
  return path.slice(0, at) + swapCase(path.charAt(at)) + path.slice(at + 1);
}

interface Spelling {
  readonly method: RouteSpec['method'];
  readonly path: string;
}

function spellingOf(): Spelling {
  const route = oneOf(allRoutes);
  let path = route.path.replace(/:\w+/g, () => oneOf(['6f2b0f0e-0000-4000-8000-000000000000', 'abc', '1']));
  for (let left = Math.ceil(random() * 3); left > 0; left -= 1) path = oneOf(mutations)(path);
  return { method: route.method, path };
}

/** What is asked is in the first line only, so that all may go over one connection after the other. */
async function statusOf({ method, path }: Spelling): Promise<number> {
  const lines = [`${method} ${path} HTTP/1.1`, 'Host: gateway', 'Connection: close', 'Content-Length: 0', '', ''];
  return statusesOf(await fixture.raw(lines.join('\r\n')))[0] ?? 0;
}

/** The pattern of a route, for whole paths as they are written. */
const patternOf = ({ path }: RouteSpec): RegExp =>
  new RegExp(`^${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')}$`);

/** What a reader makes of it that undoes escapes as often as it can. */
function decoded(path: string): string {
  let text = path;
  for (let i = 0; i < 4; i += 1)
    text = text.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return text;
}

describe('paths by the thousand', () => {
  it('B1: what is authorised is what the service sees, or it is refused', async () => {
    const spellings = Array.from({ length: count }, spellingOf);
    const statuses = new Map<number, number>();
    const odd: string[] = [];
    const work = async (): Promise<void> => {
      for (let one = spellings.pop(); one; one = spellings.pop()) {
        const status = await statusOf(one);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (![200, 202, 400, 401, 404, 405].includes(status))
          odd.push(`${status} ${one.method} ${JSON.stringify(one.path)}`);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    expect(odd).toEqual([]);
    expect(statuses.get(400)).toBeGreaterThan(count / 2);
    expect(statuses.get(404)).toBeGreaterThan(100);
    const { user, postcard, agent } = fixture.upstreams;
    const ours = /^\/(internal\/|ready$|\.well-known\/jwks\.json$)/;
    const fromGateway = user.received.filter(({ url, headers }) => ours.test(url) && !headers['x-forwarded-for']);
    const sent = [...user.received, ...postcard.received, ...agent.received].filter(
      (one) => !fromGateway.includes(one),
    );
    expect(sent.length).toBeGreaterThan(20);
    const open = allRoutes.filter(({ access, origin }) => access === 'public' && origin !== 'card');
    for (const { method, url } of sent) {
      const [path = ''] = url.split('?', 1);
      expect(
        open.filter((route) => route.method === method && patternOf(route).test(path)).map(({ id }) => id),
      ).toHaveLength(1);
      expect(new URL(url, 'http://service').pathname).toBe(path);
      expect(decoded(path)).not.toMatch(/\/\.{1,2}(\/|$)|\/\/|\\|;|\p{Cc}/u);
    }
  }, 120_000);
});

describe('another spelling by case or a slash', () => {
  const twist = [
    (path: string) => path.toUpperCase(),
    (path: string) => path.replace('/api/', '/Api/'),
    (path: string) => `${path}/`,
    (path: string) => path.replace(/[a-z](?=[^a-z]*$)/, (last) => last.toUpperCase()),
  ];
  /** A name in another case may be an id elsewhere. */
  const isId = (path: string): boolean => allRoutes.some((route) => patternOf(route).test(path));
  const written = allRoutes.filter(({ owner, path }) => owner !== 'gateway' && path.length > 1 && !path.includes(':'));

  it.each(written.map(({ method, path }) => [method, path] as const))(
    'B2: is another path, which is not there: %s %s',
    async (method, path) => {
      for (const spelling of twist.map((one) => one(path)).filter((one) => !isId(one))) {
        expect([spelling, await statusOf({ method, path: spelling })]).toEqual([spelling, 404]);
      }
    },
  );
});
