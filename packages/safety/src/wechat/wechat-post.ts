import { AppError } from '@mojian/contracts/app-error';
import axios, { type AxiosError } from 'axios';

/** Posts JSON to WeChat and gives what its answer parses to, undefined for what is no JSON. */
export type WechatPost = (path: string, request: WechatRequest) => Promise<unknown>;

interface WechatRequest {
  readonly body: unknown;
  readonly params?: Readonly<Record<string, string>>;
  /** Bounds the whole exchange. */
  readonly signal: AbortSignal;
}

/** The answers are a few hundred bytes. */
const longestAnswer = 64 * 1024;

/**
 * `baseUrl` without a trailing slash; https://api.weixin.qq.com outside of tests. Fails with UPSTREAM_TIMEOUT or
 * UPSTREAM_UNREACHABLE. Addresses carry the access token and bodies the app's secret, so no error of the HTTP library is
 * passed on.
 */
export function createWechatPost(baseUrl: string): WechatPost {
  const http = axios.create({
    baseURL: baseUrl,
    headers: { 'content-type': 'application/json' },
    maxContentLength: longestAnswer,
    maxRedirects: 0,
    responseType: 'text',
    transformRequest: [(text: unknown) => text],
    transformResponse: [(text: unknown) => text],
  });
  return async (path, { body, params, signal }) => {
    try {
      return parseJson((await http.post<unknown>(path, JSON.stringify(body), { params, signal })).data);
    } catch (error) {
      throw axios.isAxiosError(error) ? unreachable(error) : error;
    }
  };
}

const slow = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ERR_CANCELED']);

function unreachable({ code = 'unknown', response }: AxiosError): AppError {
  if (slow.has(code)) return new AppError('UPSTREAM_TIMEOUT', `WeChat did not answer in time (${code})`);
  return new AppError('UPSTREAM_UNREACHABLE', `WeChat could not be asked (${response?.status ?? code})`);
}

function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is one of the answers that the schemas refuse.
    return undefined;
  }
}
