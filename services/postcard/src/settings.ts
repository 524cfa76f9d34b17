import type { generatePostcard } from '@mojian/contracts/jobs';
import type { Plan } from '@mojian/contracts/permissions';
import type { JobQueue } from '@mojian/queue/queue';
import type { z } from 'zod';

/** What the slices are told of the environment. */
export interface PostcardSettings {
  readonly timeZone: string;
  /** Cards a user may make a day, by plan. */
  readonly dailyLimits: Readonly<Record<Plan, number>>;
  /** Whether creates of one user wait for each other; the database decides all the same. */
  readonly lockQuota: boolean;
  /** Whether sweeps of several processes wait for each other; they bear not to. */
  readonly lockSweeps: boolean;
  /** Whether what sweeps change is audited. */
  readonly audit: boolean;
  /** What decides which day it is; null is the clock of the database. */
  readonly clock: (() => Date) | null;
  /** Seconds after which a task that has not ended is failed. */
  readonly taskDeadlineSeconds: number;
  /** Pause between two sweeps, ms. */
  readonly recoverIntervalMs: number;
  /** Pause between two sweeps for files that nobody needs, ms. */
  readonly fileSweepIntervalMs: number;
}

export type PostcardJobs = JobQueue<z.output<typeof generatePostcard.schema>>;

/** Names under which the module provides what is no class of ours. */
export const SETTINGS = Symbol('settings');
export const LOGGER = Symbol('logger');
export const METRICS = Symbol('metrics');
export const REDIS = Symbol('redis');
export const JOBS = Symbol('jobs');
export const STORAGE = Symbol('storage');
