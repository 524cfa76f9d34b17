import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@mojian/telemetry/logger';

export interface SweepOptions {
  /** Name in the log when it fails. */
  readonly name: string;
  readonly intervalMs: number;
  /** Once; a sweep that gives true is followed by the next at once. */
  readonly sweep: (signal: AbortSignal) => Promise<boolean>;
  readonly logger: Logger;
}

/** Does a piece of work again and again until it is told to end. One that fails is logged, and done again in its turn. */
export class SweepLoop {
  private readonly ending = new AbortController();
  private readonly running: Promise<void>;

  constructor(private readonly options: SweepOptions) {
    this.running = this.run();
  }

  /** Resolves when the sweep under way has ended; its signal tells it to. */
  async end(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      const isMoreToDo = await this.attempt();
      // The pause ends early, by a rejection, when the process does.
      if (!isMoreToDo) await pause(this.options.intervalMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async attempt(): Promise<boolean> {
    const { sweep, name, logger } = this.options;
    try {
      return await sweep(this.ending.signal);
    } catch (error) {
      logger.warn('sweep.failed', { sweep: name, error });
      return false;
    }
  }
}
