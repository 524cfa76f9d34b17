import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppError } from '@mojian/contracts/app-error';
import { answerHandshake, type PushRequest, readMediaPush } from './media-push.js';
import { app, startWechatSafetyServer, type WechatSafetyServer } from './wechat-safety-server.fixture.js';

const now = new Date('2026-11-22T10:00:00Z');
const plain = { token: 'a-token-of-ours', appId: app.appId, encodingAesKey: null };
const sealed = { ...plain, encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG' };
const verdictOf = (suggest: string, label: number) => ({
  ToUserName: 'gh_9df7d78a1234',
  FromUserName: 'o4_t144jTUSEoxydysUA2E234_tc',
  CreateTime: 1_795_341_600,
  MsgType: 'event',
  Event: 'wxa_media_check',
  appid: app.appId,
  trace_id: 'trace-1',
  version: 2,
  detail: [{ strategy: 'content_model', errcode: 0, suggest, label, prob: 90 }],
  errcode: 0,
  errmsg: 'ok',
  result: { suggest, label },
});
const event = verdictOf('risky', 20002);

let server: WechatSafetyServer;
beforeAll(async () => {
  server = await startWechatSafetyServer();
});
afterAll(() => server.close());

const codeOf = (work: () => unknown): string => {
  try {
    return `no error but ${JSON.stringify(work())}`;
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
};
const push = (settings: typeof plain | typeof sealed, sent: object = event, at = now) =>
  server.push(sent, { ...settings, at });

describe.each([
  ['plain', plain],
  ['encrypted', sealed],
] as const)('%s push', (_, settings) => {
  it.each([
    ['pass', 100, { state: 'passed' }],
    ['review', 20012, { state: 'review', reason: 'wechat:20012' }],
    ['risky', 20002, { state: 'refused', reason: 'wechat:20002' }],
  ])('tells %s', (suggest, label, answer) => {
    const given = push(settings, verdictOf(suggest, label));
    expect(readMediaPush(given, settings, now)).toEqual({ trace: 'trace-1', answer });
  });

  it('tells a picture that WeChat could not fetch as unchecked', () => {
    const given = push(settings, { ...event, errcode: -1008, errmsg: 'download timeout', result: null });
    const answer = { state: 'unchecked', reason: 'wechat:-1008' };
    expect(readMediaPush(given, settings, now)).toEqual({ trace: 'trace-1', answer });
  });

  it('leaves other events alone', () => {
    expect(readMediaPush(push(settings, { MsgType: 'event', Event: 'user_enter' }), settings, now)).toBeNull();
  });

  it('refuses what WeChat did not sign, signed long ago, or sent to another app', () => {
    const good = push(settings);
    const read = (given: PushRequest, at = now) => codeOf(() => readMediaPush(given, settings, at));
    const signature = 'f'.repeat(40);
    expect(read({ ...good, query: { ...good.query, signature, msg_signature: signature } })).toBe('PERMISSION_DENIED');
    expect(read({ ...good, query: { ...good.query, nonce: '2' } })).toBe('PERMISSION_DENIED');
    expect(read({ ...good, query: {} })).toBe('PERMISSION_DENIED');
    const { signature: plainly = '', msg_signature: sealedly = '' } = good.query;
    for (const respell of [(text: string) => text.toUpperCase(), (text: string) => `${text}zz`]) {
      const query = { ...good.query, signature: respell(plainly), msg_signature: respell(sealedly) };
      expect(read({ ...good, query })).toBe('PERMISSION_DENIED');
    }
    expect(read(good, new Date('2026-11-22T10:11:00Z'))).toBe('PERMISSION_DENIED');
    expect(read(push({ ...settings, token: 'of somebody else' }))).toBe('PERMISSION_DENIED');
    expect(read(push(settings, { ...event, appid: 'wx-other' }))).toBe('PERMISSION_DENIED');
  });

  it('refuses what is too large or no verdict', () => {
    const read = (given: PushRequest) => codeOf(() => readMediaPush(given, settings, now));
    expect(read({ ...push(settings), body: 'x'.repeat(70_000) })).toBe('BODY_TOO_LARGE');
    expect(read({ ...push(settings), body: '<xml></xml>' })).toBe('BODY_MALFORMED');
    expect(read(push(settings, { ...event, result: { suggest: 'maybe', label: 1 } }))).toBe('BODY_MALFORMED');
  });
});

describe('encrypted push', () => {
  it('is the only one that is taken where there is a key', () => {
    expect(codeOf(() => readMediaPush(push(plain), sealed, now))).toBe('PERMISSION_DENIED');
  });

  it('under another key, for another app or cut short is malformed', () => {
    const other = { ...sealed, encodingAesKey: sealed.encodingAesKey.toUpperCase() };
    expect(codeOf(() => readMediaPush(push(other), sealed, now))).toBe('BODY_MALFORMED');
    expect(codeOf(() => readMediaPush(push({ ...sealed, appId: 'wx-other' }), sealed, now))).toBe('BODY_MALFORMED');
  });
});

describe('handshake', () => {
  it('echoes to WeChat alone', () => {
    const query = { ...push(plain).query, echostr: '4375120948345356249' };
    expect(answerHandshake(query, plain, now)).toBe('4375120948345356249');
    expect(codeOf(() => answerHandshake({ ...query, nonce: '1' }, plain, now))).toBe('PERMISSION_DENIED');
    expect(codeOf(() => answerHandshake({ echostr: 'x' }, plain, now))).toBe('PERMISSION_DENIED');
  });
});
