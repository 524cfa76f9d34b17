import { weaknessOf } from '@mojian/auth/weak-secret';
import { commonEnv, databaseEnv, internalEnv, ports, redisEnv, serviceUrls, wechatEnv } from '@mojian/config/fragments';
import { refuseUnsafeFlags, securityFlags } from '@mojian/config/security-flags';
import { z } from 'zod';
import { mailEnv, refuseUnsendableMail } from './mail/mail-env.js';

const signingSecret = z.string().superRefine((secret, context) => {
  const weakness = weaknessOf(secret);
  if (weakness) context.addIssue({ code: 'custom', message: weakness });
});

/** Every variable that the user service reads. */
export const envSchema = z
  .object({
    ...commonEnv,
    ...databaseEnv,
    ...redisEnv,
    ...internalEnv,
    ...securityFlags,
    AUDIT_RETENTION_DAYS: z.coerce
      .number()
      .int()
      .min(30)
      .max(3650)
      .default(90)
      .describe('Days that audit rows are kept; then the whole day is dropped'),
    ...mailEnv,
    USER_PORT: ports.USER_PORT,
    GATEWAY_PORT: ports.GATEWAY_PORT,
    POSTCARD_SERVICE_URL: serviceUrls.POSTCARD_SERVICE_URL,
    ALERT_WEBHOOK_URL: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe('Security alerts are posted here as JSON, besides the log'),
    ALERT_WEBHOOK_ALLOW_PRIVATE: z
      .stringbool()
      .default(false)
      .describe('true lets ALERT_WEBHOOK_URL lead to an address that is not public'),
    JWT_SECRET_KEY: signingSecret.describe(
      'Secret that the keys of all tokens are derived from, at least 32 characters',
    ),
    JWT_SECRET_KEY_PREVIOUS: signingSecret
      .optional()
      .describe('The secret before it, while tokens that it signed are still to be honoured'),
    JWT_SECRET_KEY_NEXT: signingSecret
      .optional()
      .describe('The secret after it: its key is published, so that everybody knows it before it signs'),
    REFRESH_GRACE_SECONDS: z.coerce
      .number()
      .int()
      .min(0)
      .max(600)
      .default(60)
      .describe('How long a repeated refresh gets the same pair of tokens, for clients whose answer was lost'),
    ...wechatEnv,
    WECHAT_MOCK_LOGIN: z
      .stringbool()
      .default(false)
      .describe('true lets a code beginning with test_ log in as the user of that code; refused in production'),
  })
  .superRefine((env, context) => {
    refuseUnsafeFlags(env, context);
    refuseUnsendableMail(env, context);
    const refuse = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
    for (const name of ['JWT_SECRET_KEY_PREVIOUS', 'JWT_SECRET_KEY_NEXT'] as const) {
      if (env[name] === env.JWT_SECRET_KEY) refuse(name, 'must be another secret than JWT_SECRET_KEY');
    }
    if (env.WECHAT_MOCK_LOGIN && env.NODE_ENV === 'production')
      refuse('WECHAT_MOCK_LOGIN', 'must not be true in production');
    for (const name of ['WECHAT_APP_ID', 'WECHAT_APP_SECRET'] as const) {
      if (!env.WECHAT_MOCK_LOGIN && !env[name]) refuse(name, 'is required unless WECHAT_MOCK_LOGIN is true');
    }
  });

export type UserEnv = z.output<typeof envSchema>;
