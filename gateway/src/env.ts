import { commonEnv, internalEnv, ports, redisEnv, serviceUrls } from '@mojian/config/fragments';
import { type Limit, type LimitBucket, limits, limitVariable } from '@mojian/contracts/limits';
import { z } from 'zod';

const origin = z
  .url({ protocol: /^https?$/ })
  .refine(
    (url) => URL.canParse(url) && new URL(url).origin === url,
    'must be an origin: scheme, host and port, without a path',
  );

const LimitParsed = z.object({ count: z.number(), seconds: z.number() });

const LimitOverride = z
  .string()
  .regex(/^[1-9]\d{0,8}\/[1-9]\d{0,5}$/, 'must be <count>/<seconds>')
  .transform((text): Limit => {
    const [count = 0, seconds = 1] = text.split('/').map(Number);
    return { count, seconds };
  })
  .optional();

const buckets = Object.keys(limits).filter((name): name is LimitBucket => name in limits);

const limitOverrides = Object.fromEntries(
  buckets.map((bucket) => [
    limitVariable(bucket),
    LimitOverride.describe(`<count>/<seconds> instead of the limits of ${bucket}, per user and per address`),
  ]),
);

/** Every variable that the gateway reads. */
export const envSchema = z.object({
  ...commonEnv,
  ...redisEnv,
  ...internalEnv,
  ...serviceUrls,
  GATEWAY_PORT: ports.GATEWAY_PORT,
  CARD_PORT: ports.CARD_PORT,
  GATEWAY_BASE_PATH: z
    .string()
    .regex(/^(?:\/[A-Za-z0-9_-]+)+$/, 'must be a path such as /mojian')
    .optional()
    .describe('Prefix in front of every path'),
  GATEWAY_CORS_ORIGINS: z
    .string()
    .transform((list) => list.split(',').map((item) => item.trim()))
    .pipe(z.array(origin))
    .default([])
    .describe('Origins whose pages may call the API, separated by commas; none when absent'),
  PUBLIC_ORIGIN: origin.optional().describe('Origin that people see, for links; what the Host header says when absent'),
  TRUST_PROXY: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe('How many proxies of ours stand in front; X-Forwarded-* is believed of as many'),
  ...limitOverrides,
});

/** The overrides among the variables, by bucket. */
export function limitOverridesOf(env: Readonly<Record<string, unknown>>): Partial<Record<LimitBucket, Limit>> {
  const overrides: Partial<Record<LimitBucket, Limit>> = {};
  for (const bucket of buckets) {
    const override = LimitParsed.safeParse(env[limitVariable(bucket)]);
    if (override.success) overrides[bucket] = override.data;
  }
  return overrides;
}
