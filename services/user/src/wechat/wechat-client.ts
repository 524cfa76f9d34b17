import { AppError } from '@mojian/contracts/app-error';
import type { ErrorCode } from '@mojian/contracts/error-codes';
import axios, { type AxiosError } from 'axios';
import { z } from 'zod';

export interface WechatClientOptions {
  /** Without a trailing slash; https://api.weixin.qq.com outside of tests. */
  readonly baseUrl: string;
  readonly appId: string;
  readonly appSecret: string;
  /** Budget of the whole exchange, ms. */
  readonly timeoutMs: number;
}

/** Exchanges a login code for the openid of its user. */
export interface WechatClient {
  readonly exchangeCode: (code: string) => Promise<string>;
}

/** The answers of a real exchange are a few hundred bytes. */
const longestAnswer = 1024 * 1024;

/** Only what is read. The `session_key` that comes along is dropped: nothing of ours decrypts WeChat's data. */
const Exchange = z.union([
  // WeChat has been seen to send `errcode: 0` with a success; an openid beside an error is none.
  z.object({ openid: z.string().min(1).max(128), errcode: z.literal(0).optional() }),
  z.object({ errcode: z.number(), errmsg: z.string().optional() }),
]);

/** What `errcode` means, after WeChat's table for `jscode2session`; whatever is not here is no fault of the caller. */
const refusals: Readonly<Record<number, ErrorCode>> = {
  40029: 'WECHAT_CODE_REFUSED',
  40163: 'WECHAT_CODE_REFUSED',
  40226: 'WECHAT_USER_BLOCKED',
  45011: 'WECHAT_BUSY',
};

/**
 * A client of `jscode2session`. Fails with WECHAT_CODE_REFUSED, WECHAT_USER_BLOCKED, WECHAT_BUSY, WECHAT_TIMEOUT or
 * WECHAT_UNAVAILABLE. The request's address carries the app's secret, so no error of the HTTP library is passed on.
 */
export function createWechatClient({ baseUrl, appId, appSecret, timeoutMs }: WechatClientOptions): WechatClient {
  const http = axios.create({
    baseURL: baseUrl,
    timeout: timeoutMs,
    maxContentLength: longestAnswer,
    maxRedirects: 0,
    responseType: 'text',
    transformResponse: [(text: unknown) => text],
  });
  const ask = async (code: string): Promise<unknown> => {
    const params = { appid: appId, secret: appSecret, js_code: code, grant_type: 'authorization_code' };
    try {
      // The library's own time-out starts anew with every byte; the signal bounds the whole.
      const signal = AbortSignal.timeout(timeoutMs);
      return (await http.get<unknown>('/sns/jscode2session', { params, signal })).data;
    } catch (error) {
      throw axios.isAxiosError(error) ? unreachable(error) : error;
    }
  };
  return { exchangeCode: async (code) => openidOf(await ask(code)) };
}

const slow = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ERR_CANCELED']);

function unreachable({ code = 'unknown', response }: AxiosError): AppError {
  if (slow.has(code)) return new AppError('WECHAT_TIMEOUT', `WeChat did not answer in time (${code})`);
  return new AppError('WECHAT_UNAVAILABLE', `WeChat could not be asked (${response?.status ?? code})`);
}

function openidOf(answer: unknown): string {
  const exchange = Exchange.safeParse(parseJson(answer));
  if (!exchange.success) throw new AppError('WECHAT_UNAVAILABLE', 'WeChat answered something else than an exchange');
  if ('openid' in exchange.data) return exchange.data.openid;
  const { errcode, errmsg = '' } = exchange.data;
  throw new AppError(refusals[errcode] ?? 'WECHAT_UNAVAILABLE', `WeChat answered ${errcode} ${errmsg.slice(0, 200)}`);
}

function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is one of the answers that the schema refuses.
    return undefined;
  }
}
