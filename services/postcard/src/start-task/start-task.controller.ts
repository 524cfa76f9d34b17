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
    const { brief, seed, recent, userId, waitedSeconds, leftSeconds } = await this.service.start({
      taskId: params.task_id,
      fence: body.fence,
    });
    return {
      brief,
      seed,
      recent: [...recent],
      user_id: userId,
      waited_seconds: waitedSeconds,
      left_seconds: leftSeconds,
    };
  }
}
