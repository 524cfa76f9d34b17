import { commonEnv, databaseEnv, internalEnv, ports, redisEnv } from '@mojian/config/fragments';
import { z } from 'zod';

const signingSecret = z.string().min(32, 'must have at least 32 characters');

/** Every variable that the user service reads. */
export const envSchema = z
  .object({
    ...commonEnv,
    ...databaseEnv,
    ...redisEnv,
    ...internalEnv,
    USER_PORT: ports.USER_PORT,
    JWT_SECRET_KEY: signingSecret.describe(
      'Secret that the keys of all tokens are derived from, at least 32 characters',
    ),
    JWT_SECRET_KEY_PREVIOUS: signingSecret
      .optional()
      .describe('The secret before it, while tokens that it signed are still to be honoured'),
    REFRESH_GRACE_SECONDS: z.coerce
      .number()
      .int()
      .min(0)
      .max(600)
      .default(60)
      .describe('How long a repeated refresh gets the same pair of tokens, for clients whose answer was lost'),
    WECHAT_APP_ID: z
      .string()
      .optional()
      .describe('App id of the mini-program; needed unless WECHAT_MOCK_LOGIN is true'),
    WECHAT_APP_SECRET: z
      .string()
      .optional()
      .describe('App secret of the mini-program; needed unless WECHAT_MOCK_LOGIN is true'),
    WECHAT_API_BASE_URL: z
      .url({ protocol: /^https?$/ })
      .default('https://api.weixin.qq.com')
      .describe('Where WeChat is asked who a login code belongs to'),
    WECHAT_MOCK_LOGIN: z
      .stringbool()
      .default(false)
      .describe('true lets a code beginning with test_ log in as the user of that code; refused in production'),
  })
  .superRefine((env, context) => {
    const refuse = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
    if (env.WECHAT_MOCK_LOGIN && env.NODE_ENV === 'production')
      refuse('WECHAT_MOCK_LOGIN', 'must not be true in production');
    for (const name of ['WECHAT_APP_ID', 'WECHAT_APP_SECRET'] as const) {
      if (!env.WECHAT_MOCK_LOGIN && !env[name]) refuse(name, 'is required unless WECHAT_MOCK_LOGIN is true');
    }
  });

export type UserEnv = z.output<typeof envSchema>;
