import { type TaskProgress, taskEnded, taskProgressed } from '@mojian/contracts/events';
import type { RouteInput } from '@mojian/contracts/route';
import { getTaskStatus, streamTaskEvents } from '@mojian/contracts/routes/postcard.routes';
import { Caller, type CallerIdentity } from '@mojian/service-kit/caller';
import { EventData, OnEvent } from '@mojian/service-kit/event-transport';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
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
    @Input() { params, query }: RouteInput<typeof getTaskStatus>,
    @Caller() { userId }: CallerIdentity,
    @Req() request: Request,
  ) {
    const question = { taskId: params.task_id, userId, site: this.sites.of(request.headers) };
    const { state } = await this.service.readChange(question, query.wait * 1000, goneSignal(request));
    return state;
  }

  @Handle(streamTaskEvents)
  async events(
    @Input() { params }: RouteInput<typeof streamTaskEvents>,
    @Caller() { userId }: CallerIdentity,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const question = { taskId: params.task_id, userId, site: this.sites.of(request.headers) };
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

/** Aborts when the client is gone, so that nobody waits for it. */
function goneSignal(request: Request): AbortSignal {
  const gone = new AbortController();
  request.res?.once('close', () => gone.abort());
  return gone.signal;
}
