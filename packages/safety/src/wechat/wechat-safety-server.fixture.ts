import { createCipheriv, createHash, randomBytes, randomInt } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import { z } from 'zod';

/** How the next answers of a path deviate: an errcode, or a way in which no answer is one (`huge` says pass in 1 MB). */
export type Deviation = number | 'silent' | 'trickle' | 'html' | 'garbage' | 'huge' | 'redirect' | 'no-result';

export interface AskedQuestion {
  readonly path: string;
  readonly token: string | null;
  readonly body: Readonly<Record<string, unknown>>;
  /** As it came, since WeChat judges the bytes. */
  readonly text: string;
}

/** A local `api.weixin.qq.com` with the stable token and both content checks, and the pushes that it sends. */
export interface WechatSafetyServer {
  readonly url: string;
  readonly asked: readonly AskedQuestion[];
  /** The next answers on this path, in order; after them it is itself again. */
  readonly deviate: (path: string, ...deviations: readonly Deviation[]) => void;
  /** The token of the moment is good no longer, as when another system of the same app has forced one. */
  readonly spoilToken: (by: 'forced-elsewhere' | 'revoked') => void;
  /** What WeChat sends once it has looked at a picture. */
  readonly push: (event: object, seal: PushSeal) => SealedPush;
  readonly close: () => Promise<void>;
}

export interface PushSeal {
  readonly token: string;
  readonly appId: string;
  readonly encodingAesKey: string | null;
  readonly at: Date;
}

interface SealedPush {
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
}

export const app = { appId: 'wx8f16a5e77871234', appSecret: 'hush-hush' };

const Body = z.record(z.string(), z.unknown());
const TokenBody = z.object({
  grant_type: z.literal('client_credential'),
  appid: z.string(),
  secret: z.string(),
  force_refresh: z.boolean().optional(),
});
const CheckBody = z.object({ version: z.literal(2), openid: z.string(), scene: z.int().min(1).max(4) });
const TextBody = CheckBody.extend({ content: z.string() });
const PictureBody = CheckBody.extend({ media_url: z.url(), media_type: z.int().min(1).max(2) });

/** Openids: `stale` (not seen for two hours), `nobody`. Words: what holds RISKY or REVIEW is judged so. */
export async function startWechatSafetyServer(): Promise<WechatSafetyServer> {
  const asked: AskedQuestion[] = [];
  const deviations = new Map<string, Deviation[]>();
  const timers: NodeJS.Timeout[] = [];
  const state = { token: 'token-1', good: true, issued: 1, traces: 0 };
  const server = createServer((request, response) => {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://wechat');
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const body = Body.parse(JSON.parse(text));
      const token = searchParams.get('access_token');
      asked.push({ path, token, body, text });
      const deviation = deviations.get(path)?.shift();
      if (deviation !== undefined) return deviateNow(deviation, response, timers);
      // WeChat sends its JSON as text/plain.
      response.setHeader('content-type', 'text/plain');
      response.end(JSON.stringify(replyTo({ path, token, body, text }, state)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    deviate: (path, ...next) => void deviations.set(path, [...next]),
    spoilToken: (by) => {
      if (by === 'revoked') state.good = false;
      else renew(state);
    },
    push: sealPush,
    close: () =>
      new Promise<void>((resolve) => {
        for (const timer of timers) clearInterval(timer);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface State {
  token: string;
  good: boolean;
  issued: number;
  traces: number;
}

function renew(state: State): void {
  state.issued += 1;
  state.token = `token-${state.issued}`;
  state.good = true;
}

const failure = (errcode: number, errmsg: string) => ({ errcode, errmsg: `${errmsg} rid: 60f96f1d-3845297a` });

function replyTo(question: AskedQuestion, state: State): object {
  if (question.path === '/cgi-bin/stable_token') return tokenReply(question, state);
  if (question.token !== state.token || !state.good) return failure(40001, 'invalid credential');
  const { data: person } = CheckBody.safeParse(question.body);
  if (!person) return failure(47001, 'data format error');
  if (person.openid === 'nobody') return failure(40003, 'invalid openid');
  if (person.openid === 'stale') return failure(61010, 'code is expired');
  if (question.path === '/wxa/media_check_async') return pictureReply(question, state);
  return question.path === '/wxa/msg_sec_check' ? textReply(question) : failure(40066, 'invalid url');
}

function tokenReply({ body }: AskedQuestion, state: State): object {
  const { data } = TokenBody.safeParse(body);
  if (!data) return failure(40002, 'invalid grant_type');
  if (data.appid !== app.appId) return failure(40013, 'invalid appid');
  if (data.secret !== app.appSecret) return failure(40125, 'invalid appsecret');
  if (data.force_refresh) renew(state);
  return { access_token: state.token, expires_in: 7200 };
}

function textReply({ body, text }: AskedQuestion): object {
  const { data } = TextBody.safeParse(body);
  if (!data || /\\u[0-9a-f]{4}/i.test(text)) return failure(47001, 'data format error');
  if (data.content === '') return failure(44002, 'empty post data');
  if (Array.from(data.content).length > 2500) return failure(45002, 'content size out of limit');
  const suggest = data.content.includes('RISKY') ? 'risky' : data.content.includes('REVIEW') ? 'review' : 'pass';
  const result = { suggest, label: { risky: 20002, review: 20012, pass: 100 }[suggest] };
  const detail = [{ strategy: 'content_model', errcode: 0, ...result, prob: 90 }];
  return { errcode: 0, errmsg: 'ok', result, detail, trace_id: '60ae120f-371d5872-7941a05b' };
}

function pictureReply({ body }: AskedQuestion, state: State): object {
  if (!PictureBody.safeParse(body).success) return failure(47001, 'data format error');
  state.traces += 1;
  return { errcode: 0, errmsg: 'ok', trace_id: `trace-${state.traces}` };
}

const harmless = { errcode: 0, result: { suggest: 'pass', label: 100 } };

function deviateNow(deviation: Deviation, response: ServerResponse, timers: NodeJS.Timeout[]): void {
  if (typeof deviation === 'number') response.end(JSON.stringify(failure(deviation, 'so it is')));
  else if (deviation === 'trickle') timers.push(setInterval(() => response.write(' '), 20));
  else if (deviation === 'html') response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
  else if (deviation === 'garbage') response.end('<xml>not what was asked for</xml>');
  else if (deviation === 'huge') response.end(JSON.stringify({ ...harmless, padding: 'x'.repeat(1024 * 1024) }));
  else if (deviation === 'redirect') response.writeHead(302, { location: '/elsewhere' }).end();
  else if (deviation === 'no-result') response.end(JSON.stringify({ errcode: 0, errmsg: 'ok' }));
}

const sha1 = (...parts: string[]): string => createHash('sha1').update(parts.toSorted().join('')).digest('hex');

function sealPush(event: object, { token, appId, encodingAesKey, at }: PushSeal): SealedPush {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const nonce = String(randomInt(1_000_000_000));
  const query = { signature: sha1(token, timestamp, nonce), timestamp, nonce };
  const message = JSON.stringify(event);
  if (encodingAesKey === null) return { query, body: message };
  const encrypted = encrypt(message, encodingAesKey, appId);
  return {
    query: { ...query, encrypt_type: 'aes', msg_signature: sha1(token, timestamp, nonce, encrypted) },
    body: JSON.stringify({ ToUserName: 'gh_9df7d78a1234', Encrypt: encrypted }),
  };
}

function encrypt(message: string, encodingAesKey: string, appId: string): string {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const text = Buffer.from(message, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const content = Buffer.concat([randomBytes(16), length, text, Buffer.from(appId)]);
  const padding = 32 - (content.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return cipher.update(Buffer.concat([content, Buffer.alloc(padding, padding)])).toString('base64');
}
