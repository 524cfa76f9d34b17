import type { generatePostcard } from '@mojian/contracts/jobs';
import type { Plan } from '@mojian/contracts/permissions';
import type { JobQueue } from '@mojian/queue/queue';
import type { ContentChecker } from '@mojian/safety/content-checker';
import type { PushSettings } from '@mojian/safety/wechat/media-push';
import type { z } from 'zod';
import type { SpendSettings } from './domain/spend.js';

/** What the slices are told of the environment. */
export interface PostcardSettings {
  readonly timeZone: string;
  /** Cards a user may make a day, by plan. */
  readonly dailyLimits: Readonly<Record<Plan, number>>;
  /** How much models may cost a day. */
  readonly spend: SpendSettings;
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
  /** Pause between two sweeps for cards whose content check is due, ms. */
  readonly contentCheckIntervalMs: number;
}

/** Who is asked whether a card may be shown to others, besides our own lists. */
export interface ContentSafety {
  readonly checker: ContentChecker;
  /** Null for those who have not come by WeChat. */
  readonly openidOf: (userId: string) => Promise<string | null>;
  /** How verdicts on pictures come; null where none could reach us, and then pictures are not asked about. */
  readonly push: PushSettings | null;
}

export type PostcardJobs = JobQueue<z.output<typeof generatePostcard.schema>>;

/** Names under which the module provides what is no class of ours. */
export const SETTINGS = Symbol('settings');
export const LOGGER = Symbol('logger');
export const METRICS = Symbol('metrics');
export const REDIS = Symbol('redis');
export const JOBS = Symbol('jobs');
export const STORAGE = Symbol('storage');
/** A `ContentSafety`, or null where our own lists decide alone. */
export const SAFETY = Symbol('safety');
