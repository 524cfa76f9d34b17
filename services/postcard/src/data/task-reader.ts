import { Injectable } from '@nestjs/common';
import type { TaskRecord } from '../domain/task-status.js';
import { PostcardDatabase } from './postcard-database.js';

export interface OwnedTask extends TaskRecord {
  readonly userId: string;
}

interface Waiting {
  readonly id: string;
  readonly resolve: (task: OwnedTask | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Reads tasks; all that are asked for within one turn of the event loop are read by one statement. */
@Injectable()
export class TaskReader {
  private waiting: Waiting[] = [];

  constructor(private readonly database: PostcardDatabase) {}

  read(id: string): Promise<OwnedTask | undefined> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ id, resolve, reject });
      if (this.waiting.length === 1) setImmediate(() => void this.readWaiting());
    });
  }

  private async readWaiting(): Promise<void> {
    const batch = this.waiting;
    this.waiting = [];
    try {
      const tasks = await this.database.stores.tasks.describe([...new Set(batch.map(({ id }) => id))]);
      const byId = new Map(tasks.map((task) => [task.id, task]));
      for (const { id, resolve } of batch) resolve(byId.get(id));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
