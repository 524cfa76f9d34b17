import { AppError } from '@mojian/contracts/app-error';
import { taskProgressed } from '@mojian/contracts/events';
import type { RouteInput } from '@mojian/contracts/route';
import { startTask } from '@mojian/contracts/routes/task-run.routes';
import { publishEvent } from '@mojian/redis/events';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Inject } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { PostcardDatabase } from '../data/postcard-database.js';
import { REDIS } from '../settings.js';

@Controller()
export class StartTaskController {
  constructor(
    private readonly database: PostcardDatabase,
    @Inject(REDIS) private readonly redis: Redis,
  ) {}

  @Handle(startTask)
  async start(@Input() { params, body }: RouteInput<typeof startTask>) {
    const { task_id } = params;
    const { fence } = body;
    const task = await this.database.stores.tasks.start(task_id, fence);
    if (!task) throw await this.refusal(task_id);
    const preview = { title: null, lines: [], image: null };
    await publishEvent(this.redis, taskProgressed, { task_id, fence, seq: 0, step: 'concept', progress: 0, preview });
    return { brief: task.brief, seed: task.seed, user_id: task.userId, deadline_at: task.deadlineAt.toISOString() };
  }

  private async refusal(taskId: string): Promise<AppError> {
    const [known] = await this.database.stores.tasks.describe([taskId]);
    return known
      ? new AppError('FENCE_STALE', `the task is ${known.status} with fence ${known.fence}`)
      : new AppError('TASK_NOT_FOUND', 'no such task');
  }
}
