import { AppError } from '@mojian/contracts/app-error';
import { Injectable } from '@nestjs/common';
import { type OwnedTask, TaskReader } from '../data/task-reader.js';
import type { Site } from '../domain/site.js';
import { isLater, isTerminal, type ShownState, showTask } from '../domain/task-status.js';
import { ProgressReader } from './progress-reader.js';
import { TaskWatch } from './task-watch.js';

export interface TaskQuestion {
  /** As it was when the guard found it to be the caller's. */
  readonly task: OwnedTask;
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

  /** The state now, if it is terminal or nobody waits; else the next other state, or the same one at the limit. */
  async readChange(question: TaskQuestion, waitMs: number, gone: AbortSignal): Promise<ShownState> {
    const now = await this.show(question);
    if (waitMs === 0 || isTerminal(now.state.status)) return now;
    return (await this.nextAfter(question, now, { waitMs, gone })) ?? now;
  }

  /** The state now, then every later one, until a terminal one or until the caller goes. */
  async *readAll(question: TaskQuestion, gone: AbortSignal): AsyncGenerator<ShownState> {
    let shown = await this.show(question);
    yield shown;
    while (!isTerminal(shown.state.status) && !gone.aborted) {
      const next = await this.nextAfter(question, shown, { waitMs: Number.POSITIVE_INFINITY, gone });
      if (!next) return;
      shown = next;
      yield shown;
    }
  }

  private async show({ task, site }: TaskQuestion): Promise<ShownState> {
    return showTask(task, await this.progress.read(task.id), (file) => site.mediaUrl(file));
  }

  private async readAgain({ task: { id }, site }: TaskQuestion): Promise<ShownState> {
    const task = await this.tasks.read(id);
    if (!task) throw new AppError('TASK_NOT_FOUND', 'no such task');
    return this.show({ task, site });
  }

  private async nextAfter(
    question: TaskQuestion,
    shown: ShownState,
    { waitMs, gone }: Patience,
  ): Promise<ShownState | null> {
    const until = performance.now() + waitMs;
    while (!gone.aborted && performance.now() < until) {
      await this.watch.nextNews(question.task.id, Math.min(LOOK_MS, until - performance.now()), gone);
      const now = await this.readAgain(question);
      if (isLater(now.version, shown.version) || now.state.status !== shown.state.status) return now;
    }
    return null;
  }
}

interface Patience {
  readonly waitMs: number;
  readonly gone: AbortSignal;
}
