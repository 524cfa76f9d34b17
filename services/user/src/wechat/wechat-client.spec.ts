import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppError } from '@mojian/contracts/app-error';
import { createWechatClient, type WechatClient } from './wechat-client.js';
import { startWechatServer, type WechatServer } from './wechat-server.fixture.js';

let server: WechatServer;
let client: WechatClient;

beforeAll(async () => {
  server = await startWechatServer();
  client = createWechatClient({ baseUrl: server.url, appId: 'wx-app', appSecret: 'hush-hush', timeoutMs: 400 });
});
afterAll(() => server.close());

const failure = async (code: string, asked = client): Promise<AppError> => {
  const thrown = await asked.exchangeCode(code).catch((error: unknown) => error);
  if (!(thrown instanceof AppError)) throw new Error(`${code} gave ${String(thrown)}`);
  return thrown;
};

describe('exchange of a login code', () => {
  it('gives the openid, and asks as WeChat wants to be asked', async () => {
    expect(await client.exchangeCode('good')).toBe('openid-good');
    expect(Object.fromEntries(server.asked.at(-1) ?? [])).toEqual({
      appid: 'wx-app',
      secret: 'hush-hush',
      js_code: 'good',
      grant_type: 'authorization_code',
    });
  });

  it.each([
    ['invalid', 'WECHAT_CODE_REFUSED'],
    ['used', 'WECHAT_CODE_REFUSED'],
    ['busy', 'WECHAT_BUSY'],
    ['blocked', 'WECHAT_USER_BLOCKED'],
    ['broken', 'WECHAT_UNAVAILABLE'],
    ['appid', 'WECHAT_UNAVAILABLE'],
    ['garbage', 'WECHAT_UNAVAILABLE'],
    ['liar', 'WECHAT_CODE_REFUSED'],
    ['number', 'WECHAT_UNAVAILABLE'],
    ['huge', 'WECHAT_UNAVAILABLE'],
    ['html', 'WECHAT_UNAVAILABLE'],
    ['redirect', 'WECHAT_UNAVAILABLE'],
    ['silent', 'WECHAT_TIMEOUT'],
    ['trickle', 'WECHAT_TIMEOUT'],
  ])('A21: tells %s as %s', async (code, expected) => {
    const asked = performance.now();
    expect((await failure(code)).code).toBe(expected);
    expect(performance.now() - asked).toBeLessThan(1500);
  });

  it('tells an address where nobody listens as unavailable', async () => {
    const nobody = createWechatClient({ baseUrl: 'http://127.0.0.1:9', appId: 'a', appSecret: 'b', timeoutMs: 400 });
    expect((await failure('good', nobody)).code).toBe('WECHAT_UNAVAILABLE');
  });

  it('A21: tells a code that is used a second time as refused', async () => {
    expect(await client.exchangeCode('once-1')).toBe('openid-once-1');
    expect((await failure('once-1')).code).toBe('WECHAT_CODE_REFUSED');
  });

  it('A23: never lets the secret into an error', async () => {
    const errors = await Promise.all(['html', 'silent', 'garbage', 'invalid'].map((code) => failure(code)));
    for (const error of errors) expect(`${error.message} ${String(error.cause)}`).not.toContain('hush-hush');
  });
});
