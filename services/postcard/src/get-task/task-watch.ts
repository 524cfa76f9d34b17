import { Injectable } from '@nestjs/common';

type Wake = () => void;

/** Who in this process waits for news of a task. */
@Injectable()
export class TaskWatch {
  private readonly waiters = new Map<string, Set<Wake>>();

  /** There may be news: whoever waits looks again. */
  notify(taskId: string): void {
    for (const wake of [...(this.waiters.get(taskId) ?? [])]) wake();
  }

  /** Resolves at the next news, after `limitMs`, or when the signal aborts, whichever is first. */
  nextNews(taskId: string, limitMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.remove(taskId, wake);
        resolve();
      };
      const timer = setTimeout(wake, limitMs);
      signal.addEventListener('abort', wake);
      this.add(taskId, wake);
      if (signal.aborted) wake();
    });
  }

  private add(taskId: string, wake: Wake): void {
    const waiting = this.waiters.get(taskId) ?? new Set();
    this.waiters.set(taskId, waiting.add(wake));
  }

  private remove(taskId: string, wake: Wake): void {
    const waiting = this.waiters.get(taskId);
    waiting?.delete(wake);
    if (waiting?.size === 0) this.waiters.delete(taskId);
  }
}
