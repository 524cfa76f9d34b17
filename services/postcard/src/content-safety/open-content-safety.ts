import { getAuthor } from '@mojian/contracts/routes/content-check.routes';
import { createWechatChecker } from '@mojian/safety/wechat-safety';
import { createInternalClient } from '@mojian/service-kit/internal-client';
import type { Logger } from '@mojian/telemetry/logger';
import type { Redis } from 'ioredis';
import type { ContentSafety } from '../settings.js';
import type { ContentSafetyEnv } from './content-safety-env.js';

/** The budget of one check, which asks eight times at most. */
const wechatTimeoutMs = 10_000;
const userTimeoutMs = 3000;
const FORCE = 'wechat:token-forced';

export interface ContentSafetyOptions {
  readonly env: ContentSafetyEnv & { readonly INTERNAL_IDENTITY_KEY: string };
  readonly redis: Redis;
  readonly logger: Logger;
  readonly clock: (() => Date) | undefined;
}

/** WeChat's check with what it needs; null where the app of WeChat is not set up. */
export function openContentSafety({ env, redis, logger, clock }: ContentSafetyOptions): ContentSafety | null {
  const { WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret, WECHAT_PUSH_TOKEN: token } = env;
  if (!appId || !appSecret) return null;
  if (!token) logger.warn('safety.pictures_not_checked', { missing: 'WECHAT_PUSH_TOKEN' });
  const users = createInternalClient({
    baseUrl: env.USER_SERVICE_URL,
    audience: 'user',
    caller: 'postcard',
    identityKey: env.INTERNAL_IDENTITY_KEY,
    timeoutMs: userTimeoutMs,
  });
  return {
    checker: createWechatChecker({
      baseUrl: env.WECHAT_API_BASE_URL,
      appId,
      appSecret,
      timeoutMs: wechatTimeoutMs,
      claimForce: async (seconds) => (await redis.set(FORCE, '1', 'EX', seconds, 'NX')) === 'OK',
      logger,
      ...(clock && { clock }),
    }),
    openidOf: async (userId) => (await users.call(getAuthor, { params: { user_id: userId } })).openid,
    push: token ? { token, appId, encodingAesKey: env.WECHAT_PUSH_AES_KEY ?? null } : null,
  };
}
