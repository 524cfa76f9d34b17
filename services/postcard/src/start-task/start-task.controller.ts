import type { RouteInput } from '@mojian/contracts/route';
import { startTask } from '@mojian/contracts/routes/task-run.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller } from '@nestjs/common';
import { StartTaskService } from './start-task.service.js';

@Controller()
export class StartTaskController {
  constructor(private readonly service: StartTaskService) {}

  @Handle(startTask)
  async start(@Input() { params, body }: RouteInput<typeof startTask>) {
    const { brief, seed, userId, createdAt, deadlineAt } = await this.service.start({
      taskId: params.task_id,
      fence: body.fence,
    });
    const [created_at, deadline_at] = [createdAt.toISOString(), deadlineAt.toISOString()];
    return { brief, seed, user_id: userId, created_at, deadline_at };
  }
}
