import { commonEnv, databaseEnv, internalEnv, ports, redisEnv, siteEnv, storageEnv } from '@mojian/config/fragments';
import { refuseUnsafeFlags, securityFlags } from '@mojian/config/security-flags';
import { z } from 'zod';
import { contentSafetyEnv, refuseUselessPush } from './content-safety/content-safety-env.js';
import { checkSpend, spendEnv } from './spend-env.js';

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
    ...contentSafetyEnv,
    POSTCARD_PORT: ports.POSTCARD_PORT,
    ...siteEnv,
    POSTCARD_DAILY_LIMIT: cards(2, 'Cards a user may make a day'),
    POSTCARD_VIP_DAILY_LIMIT: cards(10, 'Cards a user on the plan vip may make a day'),
    ...spendEnv,
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
  .superRefine((env, context) => {
    refuseUnsafeFlags(env, context);
    checkSpend(env, context);
    refuseUselessPush(env, context);
  });

export type PostcardEnv = z.output<typeof envSchema>;
