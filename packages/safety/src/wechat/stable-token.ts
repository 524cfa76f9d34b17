import { AppError } from '@mojian/contracts/app-error';
import { z } from 'zod';
import type { WechatPost } from './wechat-post.js';

/** The access token of the app, one for all processes: WeChat's stable mode gives everybody the same. */
export interface StableToken {
  readonly get: (signal: AbortSignal) => Promise<string>;
  /** Another token than the one that WeChat has just refused. */
  readonly replace: (refused: string, signal: AbortSignal) => Promise<string>;
}

/**
 * True for one caller of all processes within so many seconds; Redis' SET with NX and EX. WeChat forces a new token 20
 * times a day and never twice in 30 s.
 */
export type ClaimForce = (seconds: number) => Promise<boolean>;

export interface StableTokenOptions {
  readonly post: WechatPost;
  readonly appId: string;
  readonly appSecret: string;
  readonly claimForce: ClaimForce;
  readonly clock: () => Date;
}

interface HeldToken {
  readonly text: string;
  readonly renewAt: number;
  readonly endsAt: number;
}

const Reply = z.union([
  z.object({ access_token: z.string().min(1).max(2048), expires_in: z.number().positive().max(86_400) }),
  z.object({ errcode: z.number(), errmsg: z.string().nullish() }),
]);

/** WeChat gives a new token when the old one has five minutes left, and both are good until then. */
const renewBeforeSeconds = 300;
const forceEverySeconds = 60;

/** Asked for once at a time. Fails with UPSTREAM_TIMEOUT or UPSTREAM_UNREACHABLE. */
export function createStableToken(options: StableTokenOptions): StableToken {
  const { clock } = options;
  let held: HeldToken | undefined;
  let flight: Promise<string> | undefined;

  const fetchToken = async (signal: AbortSignal, force = false): Promise<string> => {
    held = await askForToken(options, { force, signal });
    return held.text;
  };
  const join = (start: () => Promise<string>): Promise<string> => {
    flight ??= start().finally(() => {
      flight = undefined;
    });
    return flight;
  };
  return {
    get: async (signal) => {
      const now = clock().getTime();
      if (held && now < held.renewAt) return held.text;
      const { text, endsAt } = held ?? { text: '', endsAt: 0 };
      return join(() => fetchToken(signal)).catch((error: unknown) => {
        // The old one is good to its end.
        if (now < endsAt) return text;
        throw error;
      });
    },
    replace: async (refused, signal) => {
      if (held && held.text !== refused) return held.text;
      return join(async () => {
        // Another process may have forced one already; the plain question then gives it.
        const known = await fetchToken(signal);
        if (known !== refused) return known;
        if (await options.claimForce(forceEverySeconds)) return fetchToken(signal, true);
        throw new AppError('UPSTREAM_UNREACHABLE', 'WeChat refuses a token that was forced a moment ago');
      });
    },
  };
}

interface Asking {
  readonly force: boolean;
  readonly signal: AbortSignal;
}

async function askForToken(options: StableTokenOptions, { force, signal }: Asking): Promise<HeldToken> {
  const { appId, appSecret, clock, post } = options;
  const body = { grant_type: 'client_credential', appid: appId, secret: appSecret, force_refresh: force };
  const reply = Reply.safeParse(await post('/cgi-bin/stable_token', { body, signal }));
  if (!reply.success) throw new AppError('UPSTREAM_UNREACHABLE', 'WeChat answered something else than a token');
  if ('errcode' in reply.data) {
    const { errcode, errmsg } = reply.data;
    throw new AppError('UPSTREAM_UNREACHABLE', `WeChat gave no token: ${errcode} ${errmsg?.slice(0, 200) ?? ''}`);
  }
  const { access_token: text, expires_in: seconds } = reply.data;
  const now = clock().getTime();
  const renewIn = Math.max(seconds - renewBeforeSeconds, seconds / 2);
  return { text, renewAt: now + renewIn * 1000, endsAt: now + seconds * 1000 };
}
