import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '@mojian/contracts/app-error';
import { z } from 'zod';
import type { CheckAnswer } from '../content-checker.js';
import { openPush } from './push-cipher.js';
import { toAnswer, Verdict } from './verdict.js';

export interface PushSettings {
  /** The token of the message push, chosen by whoever runs the system. */
  readonly token: string;
  readonly appId: string;
  /**
   * Of the mode 安全模式. With it nothing plain is taken: the signature of a plain push covers its address alone, so that
   * whoever has seen one could put another verdict under it.
   */
  readonly encodingAesKey: string | null;
}

export interface PushRequest {
  readonly query: unknown;
  /** As it came; JSON is the format to choose in the console. */
  readonly body: string;
}

/** What WeChat has found in a picture, under the trace that it gave for it. */
export interface MediaVerdict {
  readonly trace: string;
  readonly answer: CheckAnswer;
}

/** In its one spelling, so that what was seen once can be known again. */
const Signature = z.string().regex(/^[0-9a-f]{40}$/);
const Signed = z.object({
  signature: Signature.optional(),
  msg_signature: Signature.optional(),
  timestamp: z.string().regex(/^\d{1,15}$/),
  nonce: z.string().max(200),
});
const Handshake = Signed.extend({ echostr: z.string().max(1000) });
const Envelope = z.object({ Encrypt: z.string().min(1) });
const AnyEvent = z.object({ Event: z.string().optional() });
const MediaEvent = z.object({
  appid: z.string().optional(),
  trace_id: z.string().min(1).max(200),
  errcode: z.number().default(0),
  result: Verdict.nullish(),
});

/** Pushes are below 2 KB. */
const longestBody = 64 * 1024;
/** Between WeChat's clock and ours, and three tries of WeChat. */
const freshMs = 10 * 60_000;

const refused = (reason: string): AppError => new AppError('PERMISSION_DENIED', `a push was refused: ${reason}`);

/** What WeChat wants to read when the address of the push is set up. Fails with PERMISSION_DENIED. */
export function answerHandshake(query: unknown, { token }: PushSettings, now: Date): string {
  const signed = Handshake.safeParse(query);
  if (!signed.success) throw refused('it is not signed');
  const { signature, timestamp, nonce, echostr } = signed.data;
  assertSigned(signature, [token, timestamp, nonce]);
  assertFresh(timestamp, now);
  return echostr;
}

/**
 * The verdict in a push; null for any other event, which is answered `success` like this one. Fails with
 * PERMISSION_DENIED for what WeChat did not sign or signed long ago, BODY_TOO_LARGE, BODY_MALFORMED.
 */
export function readMediaPush({ query, body }: PushRequest, settings: PushSettings, now: Date): MediaVerdict | null {
  if (body.length > longestBody) throw new AppError('BODY_TOO_LARGE', `a push of ${body.length} characters`);
  const signed = Signed.safeParse(query);
  if (!signed.success) throw refused('it is not signed');
  assertFresh(signed.data.timestamp, now);
  const message = messageOf(body, signed.data, settings);
  if (AnyEvent.safeParse(message).data?.Event !== 'wxa_media_check') return null;
  const event = MediaEvent.safeParse(message);
  if (!event.success) throw new AppError('BODY_MALFORMED', 'a push of WeChat does not fit its contract');
  const { appid, trace_id: trace, errcode, result } = event.data;
  if (appid !== undefined && appid !== settings.appId) throw refused('it is for another app');
  if (errcode === 0 && result) return { trace, answer: toAnswer(result) };
  return { trace, answer: { state: 'unchecked', reason: `wechat:${errcode}` } };
}

function messageOf(body: string, signed: z.output<typeof Signed>, settings: PushSettings): unknown {
  const { token, appId, encodingAesKey } = settings;
  const { timestamp, nonce } = signed;
  if (encodingAesKey === null) {
    assertSigned(signed.signature, [token, timestamp, nonce]);
    return parseJson(body);
  }
  const envelope = Envelope.safeParse(parseJson(body));
  if (!envelope.success) throw refused('it is not encrypted');
  assertSigned(signed.msg_signature, [token, timestamp, nonce, envelope.data.Encrypt]);
  return parseJson(openPush(envelope.data.Encrypt, { encodingAesKey, appId }));
}

function assertSigned(signature: string | undefined, parts: readonly string[]): void {
  const expected = createHash('sha1').update(parts.toSorted().join('')).digest();
  const given = Buffer.from(signature ?? '', 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw refused('its signature is wrong');
}

function assertFresh(timestamp: string, now: Date): void {
  if (Math.abs(now.getTime() - Number(timestamp) * 1000) > freshMs) throw refused('it is from another time');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('BODY_MALFORMED', 'a push of WeChat is no JSON', { cause });
  }
}
