import { AppError } from '@mojian/contracts/app-error';
import type { Logger } from '@mojian/telemetry/logger';
import { z } from 'zod';
import type { CheckAnswer, ContentChecker } from './content-checker.js';
import { type ClaimForce, createStableToken } from './wechat/stable-token.js';
import { toAnswer, Verdict } from './wechat/verdict.js';
import { createWechatPost } from './wechat/wechat-post.js';

export interface WechatSafetyOptions {
  /** Without a trailing slash; https://api.weixin.qq.com outside of tests. */
  readonly baseUrl: string;
  readonly appId: string;
  readonly appSecret: string;
  /** Budget of one check with all its questions, ms. */
  readonly timeoutMs: number;
  readonly claimForce: ClaimForce;
  readonly logger: Logger;
  readonly clock?: () => Date;
}

/** Asks a route of the mini-program's own, with a token that is good. */
type Ask = (path: string, body: object, signal: AbortSignal) => Promise<unknown>;

const Failure = z.object({ errcode: z.number(), errmsg: z.string().nullish() });
const TextReply = z.object({ result: Verdict });
const PictureReply = z.object({ trace_id: z.string().min(1).max(200) });

/** Not valid, another one's, run out. */
const tokenRefusals = new Set([40001, 40014, 42001]);
/** Version 1's word for risky. */
const riskyContent = 87014;
/** A social post: what a card is. */
const scene = 4;
const version = 2;
const pictureType = 2;

/** Characters that one question may have, and how many two neighbours share, so that no word falls between them. */
const longestText = 2500;
const shared = 50;
const mostQuestions = 8;

/**
 * WeChat's content check: `msg_sec_check` for words, `media_check_async` for pictures, whose verdict is pushed later
 * (`readMediaPush`). It knows people by their openid and judges nobody else.
 */
export function createWechatChecker(options: WechatSafetyOptions): ContentChecker {
  const { logger, timeoutMs } = options;
  const ask = createAsk(options);
  const guard = async (work: (signal: AbortSignal) => Promise<CheckAnswer>): Promise<CheckAnswer> => {
    try {
      return await work(AbortSignal.timeout(timeoutMs));
    } catch (error) {
      // A checker that cannot be asked has not checked: the card stays where it is.
      logger.warn('safety.unchecked', { checker: 'wechat', error });
      return { state: 'unchecked', reason: error instanceof AppError ? error.code : 'INTERNAL' };
    }
  };
  return {
    name: 'wechat',
    checkText: async (text, { openid }) => {
      if (openid === null || text.trim() === '') return { state: 'out-of-scope' };
      return guard((signal) => checkText(ask, { text, openid, signal }));
    },
    checkPicture: async (url, { openid }) => {
      if (openid === null) return { state: 'out-of-scope' };
      return guard(async (signal) => {
        const body = { media_url: url, media_type: pictureType, version, scene, openid };
        const reply = PictureReply.safeParse(await ask('/wxa/media_check_async', body, signal));
        if (!reply.success) throw new AppError('UPSTREAM_UNREACHABLE', 'WeChat took a picture without a trace');
        return { state: 'pending', trace: reply.data.trace_id };
      });
    },
  };
}

function createAsk({ baseUrl, appId, appSecret, claimForce, clock = () => new Date() }: WechatSafetyOptions): Ask {
  const post = createWechatPost(baseUrl);
  const token = createStableToken({ post, appId, appSecret, claimForce, clock });
  const askWith = async (access_token: string, path: string, request: { body: object; signal: AbortSignal }) => {
    const reply = await post(path, { ...request, params: { access_token } });
    const failure = Failure.safeParse(reply);
    return { reply, errcode: failure.data?.errcode ?? 0, errmsg: failure.data?.errmsg ?? '' };
  };
  return async (path, body, signal) => {
    const first = await token.get(signal);
    let answer = await askWith(first, path, { body, signal });
    if (tokenRefusals.has(answer.errcode)) {
      answer = await askWith(await token.replace(first, signal), path, { body, signal });
    }
    const { reply, errcode, errmsg } = answer;
    if (errcode === 0) return reply;
    if (errcode === riskyContent) return { result: { suggest: 'risky', label: riskyContent } };
    throw new AppError('UPSTREAM_UNREACHABLE', `WeChat did not check: ${errcode} ${errmsg.slice(0, 200)}`);
  };
}

interface TextToCheck {
  readonly text: string;
  readonly openid: string;
  readonly signal: AbortSignal;
}

async function checkText(ask: Ask, { text, openid, signal }: TextToCheck): Promise<CheckAnswer> {
  let strictest: CheckAnswer = { state: 'passed' };
  for (const content of piecesOf(text)) {
    const reply = TextReply.safeParse(await ask('/wxa/msg_sec_check', { version, scene, openid, content }, signal));
    if (!reply.success) throw new AppError('UPSTREAM_UNREACHABLE', 'WeChat checked a text without a result');
    const answer = toAnswer(reply.data.result);
    if (answer.state === 'refused') return answer;
    if (answer.state === 'review') strictest = answer;
  }
  return strictest;
}

/** A half of a character is sent as an escape, which WeChat refuses: it is made whole before. */
function piecesOf(text: string): readonly string[] {
  const characters = Array.from(text.toWellFormed());
  const pieces: string[] = [];
  for (let start = 0; start === 0 || start + shared < characters.length; start += longestText - shared) {
    pieces.push(characters.slice(start, start + longestText).join(''));
  }
  if (pieces.length > mostQuestions) {
    throw new AppError('UPSTREAM_UNREACHABLE', `a text of ${characters.length} characters is too long to be checked`);
  }
  return pieces;
}
