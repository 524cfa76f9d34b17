import { serviceUrls, wechatEnv } from '@mojian/config/fragments';
import { z } from 'zod';

const Fragment = z.object({
  ...wechatEnv,
  WECHAT_PUSH_TOKEN: z
    .string()
    .regex(/^[A-Za-z0-9]{3,32}$/, 'must be 3 to 32 letters and digits')
    .optional()
    .describe('Token of the mini-program’s message push to /wechat/push, by which verdicts on pictures come'),
  WECHAT_PUSH_AES_KEY: z
    .string()
    .regex(/^[A-Za-z0-9]{43}$/, 'must be 43 letters and digits')
    .optional()
    .describe('EncodingAESKey of the message push in its mode 安全模式; plain pushes are refused where it is set'),
  CONTENT_CHECK_INTERVAL: z.coerce
    .number()
    .min(0.1)
    .max(600)
    .default(15)
    .describe('Seconds between two sweeps for cards whose content check is due'),
  USER_SERVICE_URL: serviceUrls.USER_SERVICE_URL,
});

/** What the check of content is told; without WECHAT_APP_ID and WECHAT_APP_SECRET our own lists decide alone. */
export const contentSafetyEnv = Fragment.shape;
export type ContentSafetyEnv = z.output<typeof Fragment>;

type Refusable = Pick<ContentSafetyEnv, 'WECHAT_APP_ID' | 'WECHAT_APP_SECRET'> &
  Pick<ContentSafetyEnv, 'WECHAT_PUSH_TOKEN' | 'WECHAT_PUSH_AES_KEY'> & { readonly PUBLIC_ORIGIN?: string | undefined };

/** A push that could not be read, or would tell of pictures that WeChat could never fetch, is refused at the boot. */
export function refuseUselessPush(env: Refusable, context: z.RefinementCtx): void {
  const refuse = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
  if (env.WECHAT_PUSH_TOKEN) {
    for (const name of ['WECHAT_APP_ID', 'WECHAT_APP_SECRET', 'PUBLIC_ORIGIN'] as const) {
      if (!env[name]) refuse(name, 'is required beside WECHAT_PUSH_TOKEN');
    }
  } else if (env.WECHAT_PUSH_AES_KEY) refuse('WECHAT_PUSH_TOKEN', 'is required beside WECHAT_PUSH_AES_KEY');
}
