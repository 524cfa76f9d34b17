import type { RouteInput } from '@mojian/contracts/route';
import { settleTask } from '@mojian/contracts/routes/task-run.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller } from '@nestjs/common';
import { SettleTaskService } from './settle-task.service.js';

@Controller()
export class SettleTaskController {
  constructor(private readonly service: SettleTaskService) {}

  @Handle(settleTask)
  settle(@Input() { params, body }: RouteInput<typeof settleTask>) {
    return this.service.settle({ taskId: params.task_id, ...body });
  }
}
