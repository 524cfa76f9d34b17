import { AppError } from '@mojian/contracts/app-error';
import { type TaskProgress, taskEnded, taskProgressed } from '@mojian/contracts/events';
import type { RouteInput } from '@mojian/contracts/route';
import { getTaskStatus, streamTaskEvents } from '@mojian/contracts/routes/postcard.routes';
import { EventData, OnEvent } from '@mojian/service-kit/event-transport';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Owned } from '@mojian/service-kit/ownership';
import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { OwnedTask } from '../data/task-reader.js';
import { Sites } from '../domain/site.js';
import { parseVersion } from '../domain/task-status.js';
import { GetTaskService } from './get-task.service.js';
import { streamStates } from './stream-states.js';
import { TaskWatch } from './task-watch.js';

@Controller()
export class GetTaskController {
  constructor(
    private readonly service: GetTaskService,
    private readonly watch: TaskWatch,
    private readonly sites: Sites,
  ) {}

  @Handle(getTaskStatus)
  async status(
    @Input() { query }: RouteInput<typeof getTaskStatus>,
    @Owned() task: OwnedTask | undefined,
    @Req() request: Request,
  ) {
    const question = { task: known(task), site: this.sites.of(request.headers) };
    const { state } = await this.service.readChange(question, query.wait * 1000, goneSignal(request));
    return state;
  }

  @Handle(streamTaskEvents)
  async events(
    @Input() _: RouteInput<typeof streamTaskEvents>,
    @Owned() task: OwnedTask | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const question = { task: known(task), site: this.sites.of(request.headers) };
    const seen = parseVersion(request.get('last-event-id'));
    await streamStates(response, this.service.readAll(question, goneSignal(request)), seen);
  }

  @OnEvent(taskProgressed)
  async progressed(@EventData(taskProgressed) { task_id }: TaskProgress): Promise<void> {
    this.watch.notify(task_id);
  }

  @OnEvent(taskEnded)
  async ended(@EventData(taskEnded) { task_id }: { task_id: string }): Promise<void> {
    this.watch.notify(task_id);
  }
}

function known(task: OwnedTask | undefined): OwnedTask {
  if (!task) throw new AppError('TASK_NOT_FOUND', 'no such task');
  return task;
}

/** Aborts when the client is gone, so that nobody waits for it. */
function goneSignal(request: Request): AbortSignal {
  const gone = new AbortController();
  request.res?.once('close', () => gone.abort());
  return gone.signal;
}
