import type { generatePostcard } from '@mojian/contracts/jobs';
import type { JobQueue } from '@mojian/queue/queue';
import type { z } from 'zod';

/** What the slices are told of the environment. */
export interface PostcardSettings {
  readonly timeZone: string;
  /** Cards a user may make a day. */
  readonly dailyLimit: number;
  /** Seconds after which a task that has not ended is failed. */
  readonly taskDeadlineSeconds: number;
  /** Pause between two sweeps, ms. */
  readonly recoverIntervalMs: number;
}

export type PostcardJobs = JobQueue<z.output<typeof generatePostcard.schema>>;

/** Names under which the module provides what is no class of ours. */
export const SETTINGS = Symbol('settings');
export const LOGGER = Symbol('logger');
export const METRICS = Symbol('metrics');
export const REDIS = Symbol('redis');
export const JOBS = Symbol('jobs');
export const STORAGE = Symbol('storage');
