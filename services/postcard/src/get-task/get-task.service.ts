import { AppError } from '@mojian/contracts/app-error';
import { Injectable } from '@nestjs/common';
import { TaskReader } from '../data/task-reader.js';
import type { Site } from '../domain/site.js';
import { isLater, isTerminal, type ShownState, showTask } from '../domain/task-status.js';
import { ProgressReader } from './progress-reader.js';
import { TaskWatch } from './task-watch.js';

export interface TaskQuestion {
  readonly taskId: string;
  readonly userId: string;
  readonly site: Site;
}

/** An event may be lost: whoever waits looks at Postgres at least this often. */
const LOOK_MS = 1000;

@Injectable()
export class GetTaskService {
  constructor(
    private readonly tasks: TaskReader,
    private readonly progress: ProgressReader,
    private readonly watch: TaskWatch,
  ) {}

  async read({ taskId, userId, site }: TaskQuestion): Promise<ShownState> {
    const task = await this.tasks.read(taskId);
    if (!task) throw new AppError('TASK_NOT_FOUND', 'no such task');
    if (task.userId !== userId) throw new AppError('NOT_OWNER', 'the task of another user');
    return showTask(task, await this.progress.read(taskId), (file) => site.mediaUrl(file));
  }

  /** The state now, if it is terminal or nobody waits; else the next other state, or the same one at the limit. */
  async readChange(question: TaskQuestion, waitMs: number, gone: AbortSignal): Promise<ShownState> {
    const now = await this.read(question);
    if (waitMs === 0 || isTerminal(now.state.status)) return now;
    return (await this.nextAfter(question, now, { waitMs, gone })) ?? now;
  }

  /** The state now, then every later one, until a terminal one or until the caller goes. */
  async *readAll(question: TaskQuestion, gone: AbortSignal): AsyncGenerator<ShownState> {
    let shown = await this.read(question);
    yield shown;
    while (!isTerminal(shown.state.status) && !gone.aborted) {
      const next = await this.nextAfter(question, shown, { waitMs: Number.POSITIVE_INFINITY, gone });
      if (!next) return;
      shown = next;
      yield shown;
    }
  }

  private async nextAfter(
    question: TaskQuestion,
    shown: ShownState,
    { waitMs, gone }: Patience,
  ): Promise<ShownState | null> {
    const until = performance.now() + waitMs;
    while (!gone.aborted && performance.now() < until) {
      await this.watch.nextNews(question.taskId, Math.min(LOOK_MS, until - performance.now()), gone);
      const now = await this.read(question);
      if (isLater(now.version, shown.version) || now.state.status !== shown.state.status) return now;
    }
    return null;
  }
}

interface Patience {
  readonly waitMs: number;
  readonly gone: AbortSignal;
}
