import { commonEnv, databaseEnv, internalEnv, ports, redisEnv, storageEnv } from '@mojian/config/fragments';
import { refuseUnsafeFlags, securityFlags } from '@mojian/config/security-flags';
import { z } from 'zod';

const origin = (what: string) =>
  z
    .url({ protocol: /^https?$/ })
    .transform((url) => new URL(url).origin)
    .optional()
    .describe(what);

const seconds = (fallback: number, what: string) =>
  z.coerce.number().int().min(1).max(86_400).default(fallback).describe(what);

const cards = (fallback: number, what: string) =>
  z.coerce.number().int().min(0).max(1000).default(fallback).describe(what);

/** Every variable that the postcard service reads. */
export const envSchema = z
  .object({
    ...commonEnv,
    ...databaseEnv,
    ...redisEnv,
    ...internalEnv,
    ...securityFlags,
    ...storageEnv,
    POSTCARD_PORT: ports.POSTCARD_PORT,
    GATEWAY_PORT: ports.GATEWAY_PORT,
    CARD_PORT: ports.CARD_PORT,
    PUBLIC_ORIGIN: origin(
      'Origin in links to pages and pictures, e.g. https://mojian.example; the one that was asked when absent',
    ),
    CARD_ORIGIN: origin(
      'Origin of card documents, a second registrable domain in production; the host that was asked with CARD_PORT when absent',
    ),
    GATEWAY_BASE_PATH: z
      .string()
      .regex(/^(?:\/[a-z0-9._-]+)*\/?$/i, 'must be a path')
      .default('')
      .transform((path) => path.replace(/\/$/, ''))
      .describe('Prefix in front of every path, e.g. /mojian'),
    POSTCARD_DAILY_LIMIT: cards(2, 'Cards a user may make a day'),
    POSTCARD_VIP_DAILY_LIMIT: cards(10, 'Cards a user on the plan vip may make a day'),
    TASK_DEADLINE_SECONDS: seconds(
      300,
      'After so many seconds a task that has not ended is failed, and its unit given back',
    ),
    RECOVER_INTERVAL: z.coerce
      .number()
      .min(0.1)
      .max(3600)
      .default(2)
      .describe('Seconds between two sweeps for lost and overdue tasks'),
    FILE_SWEEP_INTERVAL: z.coerce
      .number()
      .min(0.1)
      .max(1200)
      .default(900)
      .describe('Seconds between two sweeps for expired uploads and for files that nothing names'),
  })
  .superRefine(refuseUnsafeFlags);

export type PostcardEnv = z.output<typeof envSchema>;
