import { setTimeout as pause } from 'node:timers/promises';
import { withLock } from '@mojian/redis/lock';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { type PostcardSettings, REDIS, SETTINGS } from '../settings.js';
import { TaskSweep } from './task-sweep.js';

const LOCK = 'lock:recover-tasks';
const LOCK_MS = 10_000;

/** Sweeps for as long as the process lives. The lock spares the work of several at once; nothing depends on it. */
@Injectable()
export class RecoverTasksService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly end = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly sweep: TaskSweep,
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(SETTINGS) private readonly settings: PostcardSettings,
  ) {}

  onApplicationBootstrap(): void {
    this.loop = this.sweepUntilEnd();
  }

  async onApplicationShutdown(): Promise<void> {
    this.end.abort();
    await this.loop;
  }

  private async sweepUntilEnd(): Promise<void> {
    const { signal } = this.end;
    for (;;) {
      // The pause ends early, by a rejection, when the process does.
      await pause(this.settings.recoverIntervalMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await this.sweep.attempt('lock', () => this.sweepAlone());
    }
  }

  private async sweepAlone(): Promise<void> {
    const sweep = () => this.sweep.run(this.end.signal);
    await (this.settings.lockSweeps ? withLock(this.redis, LOCK, LOCK_MS, sweep) : sweep());
  }
}
