import { taskEnded, taskProgressKey } from '@mojian/contracts/events';
import { publishEvent } from '@mojian/redis/events';
import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { FileRemoval } from '../data/file-removal.js';
import { PostcardDatabase } from '../data/postcard-database.js';
import { ShownCards } from '../data/shown-cards.js';
import { isTerminal } from '../domain/task-status.js';
import { REDIS } from '../settings.js';

/** Rows that one transaction touches at most, where there can be many. */
const BATCH = 50;
const ENDING = { error: 'ACCOUNT_ERASED', message: '账号已删除' } as const;

/**
 * Takes out what a person wrote and got. Each step can be done again and goes on where an earlier call stopped: cards
 * are deleted first, their files go next, and only then what names the files. The ledger stays, and so do rows without
 * words, which it needs.
 */
@Injectable()
export class EraseCardsService {
  constructor(
    private readonly database: PostcardDatabase,
    private readonly removal: FileRemoval,
    private readonly shown: ShownCards,
    @Inject(REDIS) private readonly redis: Redis,
  ) {}

  async erase(userId: string): Promise<{ cards: number; tasks: number }> {
    const failed = await this.failOpenTasks(userId);
    await this.deleteCards(userId);
    const cards = await this.eraseCards(userId);
    const uploads = await this.eraseUploads(userId);
    const tasks = await this.eraseTasks(userId, { failed, cards, uploads });
    return { cards, tasks };
  }

  /** Whatever a worker still sends is refused: the fence is ahead of it. */
  private async failOpenTasks(userId: string): Promise<number> {
    const { stores } = this.database;
    const open = await stores.personalData.openTasksOf(userId, BATCH);
    for (const id of open) {
      await this.database.transaction(async ({ tasks, quota }) => {
        const task = await tasks.hold(id);
        if (!task || isTerminal(task.status)) return;
        await tasks.fail(id, { ...ENDING, fence: task.fence + 1 });
        await quota.enter(id, 'release');
      });
      await publishEvent(this.redis, taskEnded, { task_id: id });
    }
    return open.length === BATCH ? BATCH + (await this.failOpenTasks(userId)) : open.length;
  }

  private async deleteCards(userId: string): Promise<void> {
    const deleted = await this.database.transaction(({ personalData }) => personalData.deleteCardsOf(userId));
    for (const cardId of deleted) await this.shown.withdraw(cardId);
  }

  private async eraseCards(userId: string): Promise<number> {
    for (let erased = 0; ; ) {
      const cards = await this.database.stores.personalData.cardsToErase(userId, BATCH);
      for (const { id, files } of cards) {
        for (const file of files) await this.removal.removeFile(file);
        await this.database.transaction(({ personalData }) => personalData.emptyCard(id));
      }
      erased += cards.length;
      if (cards.length < BATCH) return erased;
    }
  }

  private async eraseUploads(userId: string): Promise<number> {
    for (let erased = 0; ; ) {
      const uploads = await this.database.stores.uploads.page(userId, { after: null, count: BATCH });
      for (const upload of uploads) await this.removal.removeUpload(upload);
      erased += uploads.length;
      if (uploads.length < BATCH) return erased;
    }
  }

  /** Last, for the row of the audit stands beside it: it names nobody, since its subject is forgotten. */
  private async eraseTasks(userId: string, erased: Readonly<Record<string, number>>): Promise<number> {
    for (let tasks = 0; ; ) {
      const emptied = await this.database.transaction(async (stores) => {
        const ids = await stores.personalData.emptyTasksOf(userId, BATCH);
        const isLast = ids.length < BATCH;
        const after = { ...erased, tasks: tasks + ids.length };
        if (isLast && Object.values(after).some((count) => count > 0)) await stores.audit({ after });
        return ids;
      });
      if (emptied.length > 0) await this.redis.del(...emptied.map(taskProgressKey));
      tasks += emptied.length;
      if (emptied.length < BATCH) return tasks;
    }
  }
}
