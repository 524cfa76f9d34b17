import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { finishedCard } from './finished-card.fixture.js';
import { codeOf, mini, type PostcardServiceFixture, startFixture } from './postcard-service.fixture.js';

let service: PostcardServiceFixture;
beforeAll(async () => {
  service = await startFixture();
}, 60_000);
afterAll(() => service.close());

const briefOf = async (taskId: unknown): Promise<unknown> =>
  (await service.sql('SELECT brief FROM postcards.task WHERE id = $1', [taskId]))[0]?.brief;

const attacks = [
  "'",
  '"',
  "' OR '1'='1' --",
  "'; DROP TABLE postcards.task; --",
  "1' AND extractvalue(1,concat(0x7e,version()))--",
  "') UNION SELECT null,null,usename FROM pg_user--",
  '1;SELECT pg_sleep(10)--',
  "\\'; SELECT 1/0; --",
  '$1 $2 $$ $a$x$a$',
  '%27%20OR%201=1',
  "admin'/*",
  '{"$gt":""}',
  "E'\\x27'",
];

describe('C6: text that a careless statement would run', () => {
  it.each(attacks)('C6: is kept to the letter in every field: %s', async (text) => {
    const user = randomUUID();
    const body = {
      user_input: text,
      style: text,
      theme: text,
      mood: text,
      recipient_name: text,
      sender_name: text,
      context: { location: text, city: text, weather: text, latitude: 30, longitude: 120 },
      quiz_answers: [{ question_id: text, option_id: text, option_label: text }],
    };
    const reply = await service.create(user, body, { 'idempotency-key': encodeURIComponent(text) });
    expect(reply.status).toBe(200);
    expect(await briefOf(reply.data.task_id)).toMatchObject({
      words: text,
      style: text,
      theme: text,
      recipient: text,
      sender: text,
    });
  });

  it.each(attacks)('C6: names nothing in a path or a query: %s', async (text) => {
    const part = encodeURIComponent(text);
    const user = randomUUID();
    const paths = [
      `${mini}/postcards/status/${part}`,
      `${mini}/postcards/result/${part}?include=${part}`,
      `${mini}/postcards/user?page=${part}&limit=${part}`,
      `${mini}/users/${part}/quota`,
      `/c/${part}`,
      `/media/${part}?e=${part}&s=${part}`,
      `/p/${randomUUID()}?e=1&s=${part}`,
    ];
    for (const path of paths) {
      const { status } = await service.open('GET', path, { user });
      expect([path, status < 500]).toEqual([path, true]);
    }
  });
});

describe('C5: input of another kind than it should be', () => {
  it.each([
    ['an array', { user_input: ['a'] }],
    ['a number', { user_input: 1 }],
    ['an object', { user_input: { $ne: '' } }],
    ['a latitude as text', { user_input: 'x', context: { latitude: '30', longitude: '120' } }],
    ['a latitude of 2^53 + 1', '{"user_input":"x","context":{"latitude":9007199254740993,"longitude":0}}'],
    ['a name as a list', { user_input: 'x', sender_name: ['a', 'b'] }],
    ['a body that is a list', [{ user_input: 'x' }]],
    ['a body that is a text', '"x"'],
    ['a body that is null', 'null'],
    ['a number that overflows', '{"user_input":"x","context":{"latitude":1e309,"longitude":0}}'],
    ['a name twice', '{"user_input":"x","user_input":"y"}'],
  ])('C5: %s is 400', async (_name, body) => {
    const reply = await service.send('POST', `${mini}/postcards/create`, { user: randomUUID(), body });
    expect([reply.status, reply.code]).toEqual([400, 400]);
  });

  it('C5: minus zero is zero', async () => {
    const body = '{"user_input":"x","context":{"latitude":-0,"longitude":-0.0}}';
    const reply = await service.send('POST', `${mini}/postcards/create`, { user: randomUUID(), body });
    expect(reply.status).toBe(200);
  });

  it.each([
    'page=1&page=2',
    'page[]=1',
    'limit[$ne]=1',
    'page=1e309',
    'limit=-0',
    'limit=9007199254740993',
    'page=NaN',
  ])('C5: a list asked for by ?%s is a list', async (query) => {
    const reply = await service.send('GET', `${mini}/postcards/user?${query}`, { user: randomUUID() });
    expect(reply.data).toMatchObject({ postcards: [], page: expect.any(Number), limit: expect.any(Number) });
  });

  it.each(['e=1&e=2&s=x', 'e[]=1&s=x', 'e=1e309&s=aaaaaaaaaaaaaaaaaaaa', 'e=-0&s=aaaaaaaaaaaaaaaaaaaa', 's=x'])(
    'C5: a link signed by ?%s is 400',
    async (query) => {
      expect((await service.open('GET', `/media/${'a'.repeat(64)}.png?${query}`)).status).toBe(400);
    },
  );

  it('C10: names of prototypes are nothing to anybody', async () => {
    const body =
      '{"user_input":"x","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"context":{"__proto__":{"city":"y"}}}';
    const reply = await service.send('POST', `${mini}/postcards/create?__proto__[polluted]=1`, {
      user: randomUUID(),
      body,
    });
    expect(reply.status).toBe(200);
    expect(await briefOf(reply.data.task_id)).toMatchObject({ told: { city: null } });
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

describe('C14: text of unusual characters', () => {
  it.each([
    ['bidi overrides', 'abc\u202e\u2066txt.exe\u2069\u202c'],
    ['zero width', 'a\u200b\u200c\u200d\u2060\ufeffb'],
    ['1,000 combining marks', `e${'\u0301'.repeat(1000)}`],
    ['families of emoji', '👨‍👩‍👧‍👦🏳️‍🌈👍🏽'],
    ['tags', '🏴\u{e0067}\u{e0062}\u{e007f}'],
    ['noncharacters', '\ufffe\uffff\u{10ffff}'],
    ['controls', 'a\u0001\u0007\u001b[31m\u007f\u0085b'],
    ['lines', 'a\r\nb\u2028c\u2029d'],
    ['rare signs', '𠮷𰻞㊙︎'],
    ['other forms of the same', 'Å Å Å ﬁ ①'],
  ])('C14: %s are kept to the letter', async (_name, text) => {
    const reply = await service.create(randomUUID(), { user_input: text });
    expect(reply.status).toBe(200);
    expect(await briefOf(reply.data.task_id)).toMatchObject({ words: text });
  });

  it.each([
    ['10,000 combining marks', 'a'.padEnd(10_000, '\u0301')],
    ['NUL', 'a\u0000b'],
    ['half a surrogate pair', 'a\ud800'],
    ['nothing but blanks', ' \u3000\u00a0\ufeff'],
  ])('C14: %s are refused', async (_name, text) => {
    const reply = await service.create(randomUUID(), { user_input: text });
    expect([reply.status, codeOf(reply)]).toEqual([400, 'VALIDATION_FAILED']);
  });
});

describe('C16: names that climb', () => {
  it.each([
    '/media/..%2f..%2f..%2fetc%2fpasswd',
    '/media/..%5c..%5cboot.ini',
    `/media/${'a'.repeat(64)}.png%00.html`,
    `/media/${'a'.repeat(64)}.html`,
    `/media/${'A'.repeat(64)}.png`,
    '/assets/host/..%2f..%2fpackage.json',
    '/assets/host/%252e%252e%252fpackage.json',
    '/assets/host/....',
    '/assets/host/.env',
    '/c/..%2f..%2f..%2fetc%2fpasswd',
    '/c/..%2fx/capsule.html',
    '/c/..%2fx/poster.jpg',
  ])('C16: there is nothing at %s', async (path) => {
    const reply = await service.open('GET', `${path}?e=9999999999&s=${'a'.repeat(43)}`);
    expect(reply.status).toBe(404);
    expect(await reply.text()).not.toMatch(/root:|"name"|\[boot/);
  });
});

const scripts = [
  '<script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'><svg/onload=alert(1)>",
  '" onload="alert(1)" x="',
  "' autofocus onfocus='alert(1)",
  '--><script>alert(1)</script><!--',
  '</textarea><iframe srcdoc="<script>alert(1)</script>">',
  '</script><base href=//evil.example>',
  '<meta http-equiv=refresh content="0;url=//evil.example">',
  'javascript:alert(1)',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#x3c;script&#x3e;',
  '{{constructor.constructor("alert(1)")()}}',
  '<a href="jav&#x09;ascript:alert(1)">x</a>',
  ']]><x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
  '`-alert(1)-`',
  '\u2028alert(1)//',
];

/** Each tag of a document with the names of its attributes, read as a browser does: quoted values end at their quote. */
const skeletonOf = (html: string): string[] =>
  [...html.matchAll(/<(\/?[a-z!][^\s/>]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi)].map(([, name = '', rest = '']) => {
    const attributes = [...rest.replaceAll(/"[^"]*"|'[^']*'/g, '""').matchAll(/([^\s=/"]+)/g)].map(
      ([, found]) => found,
    );
    return [name.toLowerCase(), ...attributes].join(' ');
  });

async function pagesWith(text: string): Promise<string[]> {
  const { copy } = finishedCard();
  const letter = { salutation: text, opening: [text], words: text, closing: [text], signature: text };
  const card = finishedCard({ copy: { ...copy, title: text.slice(0, 24), headline: [text, text], letter } });
  const user = randomUUID();
  const names = { sender_name: text.slice(0, 50), recipient_name: text.slice(0, 50) };
  const { data } = await service.create(user, { user_input: text, ...names, context: { location: text } });
  await service.start(String(data.task_id), 1);
  const settled = JSON.parse((await service.complete(String(data.task_id), 1, card)).text);
  const share = await service.send('POST', `${mini}/postcards/${settled.card_id}/share`, { user });
  const result = await service.send('GET', `${mini}/postcards/result/${settled.card_id}`, { user });
  const { pathname, search } = new URL(String(result.data.page_url));
  const slug = String(share.data.slug);
  const paths = [`/c/${slug}`, `${pathname}${search}`, `/c/${slug}/capsule.html`, `/c/${encodeURIComponent(text)}`];
  const pages = await Promise.all(paths.map(async (path) => (await service.open('GET', path)).text()));
  const thanks = await service.send('POST', `/c/${slug}/report`, { body: { reason: 'other', note: text } });
  return [...pages, thanks.text];
}

describe('C13: text that a careless page would run', () => {
  let harmless: string[][];
  beforeAll(async () => {
    harmless = (await pagesWith('一句平常的话')).map(skeletonOf);
  });

  it.each(scripts)('C13: adds no element and no attribute to any page: %s', async (text) => {
    const pages = await pagesWith(text);
    expect(pages.map(skeletonOf)).toEqual(harmless);
    for (const page of pages) expect(page).not.toContain(text.includes('<') ? text : '<never>');
  });
});
