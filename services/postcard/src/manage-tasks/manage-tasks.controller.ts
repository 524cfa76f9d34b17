import type { RouteInput } from '@mojian/contracts/route';
import { failTask, getAdminTask, listTasks } from '@mojian/contracts/routes/postcard-admin.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller } from '@nestjs/common';
import { PostcardDatabase } from '../data/postcard-database.js';
import type { ArchivedTask } from '../data/task-archive.js';
import { ManageTasksService } from './manage-tasks.service.js';

@Controller()
export class ManageTasksController {
  constructor(
    private readonly database: PostcardDatabase,
    private readonly service: ManageTasksService,
  ) {}

  @Handle(listTasks)
  async list(@Input() { query }: RouteInput<typeof listTasks>) {
    const { page, page_size, ...filter } = query;
    const [tasks, total] = await this.database.stores.archive.list(filter, { page, size: page_size });
    return { items: tasks.map(toAdminTask), total, page, page_size, total_pages: Math.ceil(total / page_size) };
  }

  @Handle(getAdminTask)
  async get(@Input() { params }: RouteInput<typeof getAdminTask>) {
    return toAdminTask(await this.service.find(params.task_id));
  }

  @Handle(failTask)
  async fail(@Input() { params, body }: RouteInput<typeof failTask>) {
    return toAdminTask(await this.service.cancel({ taskId: params.task_id, reason: body.reason ?? null }));
  }
}

const toAdminTask = (task: ArchivedTask) => ({
  ...task,
  created_at: task.created_at.toISOString(),
  updated_at: task.updated_at.toISOString(),
  deadline_at: task.deadline_at.toISOString(),
  ended_at: task.ended_at?.toISOString() ?? null,
});
