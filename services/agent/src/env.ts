import {
  commonEnv,
  databaseEnv,
  internalEnv,
  ports,
  redisEnv,
  serviceUrls,
  siteEnv,
  storageEnv,
} from '@mojian/config/fragments';
import { refuseUnsafeFlags, securityFlags } from '@mojian/config/security-flags';
import { z } from 'zod';
import { checkModelLists, modelsEnv } from './models/models-env.js';
import { checkSensing, sensingEnv } from './sensing/sensing-env.js';

const shared = { ...commonEnv, ...databaseEnv, ...redisEnv, ...internalEnv, ...sensingEnv };

/**
 * Of the HTTP process, which answers what the senses know and what models were asked. The workers' models are among
 * them: whether a list can be used is said before it is published.
 */
export const envSchema = z
  .object({
    ...shared,
    ...securityFlags,
    ...siteEnv,
    ...modelsEnv,
    AGENT_PORT: ports.AGENT_PORT,
  })
  .superRefine(checkSensing)
  .superRefine(refuseUnsafeFlags);

/** Of the worker, which makes cards. */
export const workerEnvSchema = z
  .object({
    ...shared,
    ...storageEnv,
    POSTCARD_SERVICE_URL: serviceUrls.POSTCARD_SERVICE_URL,
    WORKER_METRICS_PORT: z.coerce
      .number()
      .int()
      .min(0)
      .max(65_535)
      .default(9090)
      .describe('Metrics and readiness of the worker, which has no other port'),
    WORKER_CONCURRENCY: z.coerce
      .number()
      .int()
      .min(1)
      .max(32)
      .default(2)
      .describe('Cards that one worker makes at once'),
    WORKER_LOCK_MS: z.coerce
      .number()
      .int()
      .min(1000)
      .default(5000)
      .describe('A job whose worker has not renewed its lock for this long is given to another'),
    WORKER_STALLED_CHECK_MS: z.coerce
      .number()
      .int()
      .min(500)
      .default(2000)
      .describe('How often a worker looks for such jobs'),
    PAINT_WORKERS: z.coerce.number().int().min(1).max(16).default(1).describe('Painting threads of one worker'),
    BROWSER_PAGES: z.coerce.number().int().min(1).max(8).default(2).describe('Pages that the gate visits at once'),
    AIGC_PRODUCER: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,32}$/)
      .default('mojian')
      .describe('Producer code in the AIGC label (GB 45438-2025)'),
    ...modelsEnv,
  })
  .superRefine(checkSensing)
  .superRefine(checkModelLists);

export type AgentEnv = z.output<typeof envSchema>;
export type WorkerEnv = z.output<typeof workerEnvSchema>;
