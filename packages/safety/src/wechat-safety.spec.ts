import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Logger } from '@mojian/telemetry/logger';
import type { ContentChecker } from './content-checker.js';
import { app, startWechatSafetyServer, type WechatSafetyServer } from './wechat/wechat-safety-server.fixture.js';
import { createWechatChecker } from './wechat-safety.js';

const text = '/wxa/msg_sec_check';
const picture = '/wxa/media_check_async';
const stableToken = '/cgi-bin/stable_token';
const author = { openid: 'o4_t144jTUSEoxydysUA2E234_tc' };
const passed = { state: 'passed' };
const unreachable = { state: 'unchecked', reason: 'UPSTREAM_UNREACHABLE' };

let server: WechatSafetyServer;
let checker: ContentChecker;
let now: number;
let claims: number[];
let mayForce: boolean;
let logged: string;
let from: number;

const logger: Logger = {
  error: () => undefined,
  warn: (event, fields) => {
    const error = fields && 'error' in fields ? fields.error : undefined;
    logged += `${event} ${error instanceof Error ? error.message : ''} ${JSON.stringify(fields)}\n`;
  },
  info: () => undefined,
  debug: () => undefined,
};

const newChecker = (baseUrl = server.url, timeoutMs = 1000): ContentChecker =>
  createWechatChecker({
    ...app,
    baseUrl,
    timeoutMs,
    logger,
    clock: () => new Date(now),
    claimForce: async (seconds) => {
      claims.push(seconds);
      return mayForce;
    },
  });
const asked = (path: string) => server.asked.slice(from).filter((question) => question.path === path);

beforeAll(async () => {
  server = await startWechatSafetyServer();
});
afterAll(() => server.close());
beforeEach(() => {
  from = server.asked.length;
  now = Date.parse('2026-11-22T10:00:00Z');
  claims = [];
  mayForce = true;
  logged = '';
  checker = newChecker();
});

describe('check of words by WeChat', () => {
  it('asks as version 2 wants to be asked, and reads the result instead of the errcode', async () => {
    expect(await checker.checkText('今天的雨 🌧', author)).toEqual(passed);
    expect(asked(text)[0]?.body).toEqual({ version: 2, scene: 4, ...author, content: '今天的雨 🌧' });
    expect(asked(text)[0]?.text).toContain('今天的雨 🌧');
    expect(await checker.checkText('RISKY', author)).toEqual({ state: 'refused', reason: 'wechat:20002' });
    expect(await checker.checkText('REVIEW', author)).toEqual({ state: 'review', reason: 'wechat:20012' });
    expect(asked(stableToken).map(({ body }) => body)).toEqual([
      { grant_type: 'client_credential', appid: app.appId, secret: app.appSecret, force_refresh: false },
    ]);
  });

  it('asks about a long text in pieces that share their edges, and the strictest answer holds', async () => {
    const long = `${'雨'.repeat(2480)}REVIEW${'雪'.repeat(2480)}`;
    expect(await checker.checkText(long, author)).toMatchObject({ state: 'review' });
    expect(asked(text)).toHaveLength(3);
    expect(await checker.checkText(`${'雨'.repeat(2498)}RISKY${'🌧'.repeat(3000)}`, author)).toMatchObject({
      state: 'refused',
    });
    expect(await checker.checkText('雨'.repeat(30_000), author)).toEqual(unreachable);
    expect(await checker.checkText('半个\ud83d字', author)).toEqual(passed);
  });

  it('judges nobody without an openid, and asks nothing about nothing', async () => {
    expect(await checker.checkText('雨', { openid: null })).toEqual({ state: 'out-of-scope' });
    expect(await checker.checkPicture('https://a.example/1.jpg', { openid: null })).toEqual({ state: 'out-of-scope' });
    expect(await checker.checkText(' \n', author)).toEqual({ state: 'out-of-scope' });
    expect(server.asked).toHaveLength(from);
  });

  it.each([
    [-1, unreachable],
    [45009, unreachable],
    [87014, { state: 'refused', reason: 'wechat:87014' }],
    ['html', unreachable],
    ['garbage', unreachable],
    ['huge', unreachable],
    ['redirect', unreachable],
    ['no-result', unreachable],
    ['silent', { state: 'unchecked', reason: 'UPSTREAM_TIMEOUT' }],
    ['trickle', { state: 'unchecked', reason: 'UPSTREAM_TIMEOUT' }],
  ] as const)('tells %s as what it is, without a word about secret, token or text', async (deviation, answer) => {
    checker = newChecker(server.url, 300);
    server.deviate(text, deviation);
    expect(await checker.checkText('只有你知道的话', author)).toEqual(answer);
    expect(logged).not.toMatch(/hush-hush|token-\d|只有你知道/);
    expect(await checker.checkText('雨', author)).toEqual(passed);
  });

  it.each(['stale', 'nobody'])('has not checked for the openid %s', async (openid) => {
    expect(await checker.checkText('雨', { openid })).toEqual(unreachable);
  });

  it('has not checked where nobody listens', async () => {
    expect(await newChecker('http://127.0.0.1:9').checkText('雨', author)).toEqual(unreachable);
  });
});

describe('check of pictures by WeChat', () => {
  it('gives the trace under which the verdict will come', async () => {
    const url = 'https://cards.example/media/1.jpg?sig=abc';
    expect(await checker.checkPicture(url, author)).toEqual({
      state: 'pending',
      trace: expect.stringMatching(/^trace-/),
    });
    expect(asked(picture)[0]?.body).toEqual({ version: 2, scene: 4, ...author, media_url: url, media_type: 2 });
  });

  it('without a trace has not checked', async () => {
    server.deviate(picture, 'no-result');
    expect(await checker.checkPicture('https://a.example/1.jpg', author)).toEqual(unreachable);
  });
});

describe('stable token', () => {
  it('is asked for once by all who need it at once, and again five minutes before it ends', async () => {
    await Promise.all(Array.from({ length: 20 }, () => checker.checkText('雨', author)));
    expect(asked(stableToken)).toHaveLength(1);
    now += 6899_000;
    await checker.checkText('雨', author);
    expect(asked(stableToken)).toHaveLength(1);
    now += 2000;
    await checker.checkText('雨', author);
    expect(asked(stableToken)).toHaveLength(2);
  });

  it('is used to its end where no newer one is to be had, and no longer', async () => {
    await checker.checkText('雨', author);
    now += 7000_000;
    server.deviate(stableToken, -1, 'html');
    expect(await checker.checkText('雨', author)).toEqual(passed);
    now += 300_000;
    expect(await checker.checkText('雨', author)).toEqual(unreachable);
    expect(await checker.checkText('雨', author)).toEqual(passed);
  });

  it('that another system has forced anew is fetched, not forced', async () => {
    await checker.checkText('雨', author);
    server.spoilToken('forced-elsewhere');
    const answers = await Promise.all(Array.from({ length: 10 }, () => checker.checkText('雨', author)));
    expect(answers).toEqual(Array.from({ length: 10 }, () => passed));
    expect(asked(stableToken).map(({ body }) => body.force_refresh)).toEqual([false, false]);
    expect(claims).toEqual([]);
  });

  it('that is refused although it is the one is forced anew once, by whoever may', async () => {
    await checker.checkText('雨', author);
    server.spoilToken('revoked');
    const answers = await Promise.all(Array.from({ length: 10 }, () => checker.checkText('雨', author)));
    expect(answers).toEqual(Array.from({ length: 10 }, () => passed));
    expect(asked(stableToken).map(({ body }) => body.force_refresh)).toEqual([false, false, true]);
    expect(claims).toEqual([60]);
  });

  it('is not forced by whoever may not, nor twice for one question', async () => {
    await checker.checkText('雨', author);
    server.spoilToken('revoked');
    mayForce = false;
    expect(await checker.checkText('雨', author)).toEqual(unreachable);
    mayForce = true;
    server.deviate(text, 42001, 40014);
    expect(await checker.checkText('雨', author)).toEqual(unreachable);
    expect(asked(stableToken).filter(({ body }) => body.force_refresh === true)).toHaveLength(1);
    expect(await checker.checkText('雨', author)).toEqual(passed);
  });

  it('that the app may not have is told by its errcode alone', async () => {
    server.deviate(stableToken, 40164);
    expect(await checker.checkText('雨', author)).toEqual(unreachable);
    expect(logged).toContain('40164');
    expect(logged).not.toContain('hush-hush');
  });
});
