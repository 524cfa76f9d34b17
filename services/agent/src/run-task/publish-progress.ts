import { type TaskProgress, taskProgressed, taskProgressKey } from '@mojian/contracts/events';
import { publishEvent } from '@mojian/redis/events';
import type { Logger } from '@mojian/telemetry/logger';
import type { Redis } from 'ioredis';

/** Longer than any task lives. */
const KEPT_S = 3600;

/** Tells progress to those who listen now and those who ask later; both may be lost, which the work must not feel. */
export const publishProgress =
  (redis: Redis, logger: Logger) =>
  (progress: TaskProgress): void => {
    const told = Promise.all([
      redis.set(taskProgressKey(progress.task_id), JSON.stringify(progress), 'EX', KEPT_S),
      publishEvent(redis, taskProgressed, progress),
    ]);
    told.catch((error: unknown) => logger.debug('progress.not_told', { task_id: progress.task_id, error }));
  };
