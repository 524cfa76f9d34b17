import { taskProgressed, taskProgressKey } from '@mojian/contracts/events';
import type { Logger } from '@mojian/telemetry/logger';
import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { SeenProgress } from '../domain/task-status.js';
import { LOGGER, REDIS } from '../settings.js';

/** Answers what the worker last told, and the highest per cent of the task that anybody has been shown. */
const script = `
local latest = redis.call('GET', KEYS[1])
local shown = tonumber(redis.call('GET', KEYS[2]) or '0')
local told = latest and tonumber(string.match(latest, '"progress":(%d+)')) or 0
if told > shown then
  redis.call('SET', KEYS[2], told, 'EX', 3600)
  shown = told
end
return { latest, shown }
`;

const Reply = z.tuple([z.string().nullable(), z.number()]);
const NOTHING: SeenProgress = { latest: null, floor: 0 };

@Injectable()
export class ProgressReader {
  constructor(
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async read(taskId: string): Promise<SeenProgress> {
    try {
      const reply = await this.redis.eval(script, 2, taskProgressKey(taskId), `task:shown:${taskId}`);
      const [latest, floor] = Reply.parse(reply);
      return { latest: latest === null ? null : taskProgressed.schema.parse(JSON.parse(latest)), floor };
    } catch (error) {
      // Progress is a courtesy: the status in Postgres is told all the same.
      this.logger.debug('progress.unreadable', { task: taskId, error });
      return NOTHING;
    }
  }
}
