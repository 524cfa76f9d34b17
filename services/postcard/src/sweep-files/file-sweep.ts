import type { ListedFile, ObjectStorage } from '@mojian/storage/object-storage';
import type { Metrics } from '@mojian/telemetry/metrics';
import { Inject, Injectable } from '@nestjs/common';
import { FileRemoval } from '../data/file-removal.js';
import { PostcardDatabase } from '../data/postcard-database.js';
import { METRICS, type PostcardSettings, SETTINGS, STORAGE } from '../settings.js';

/**
 * With the pause between two sweeps well below an hour, after which no file may be there that nobody names. What a task
 * has stored is named when the task ends, so a file is also left alone for as long as two tasks may take.
 */
const GRACE_MS = 30 * 60 * 1000;
const BATCH = 200;

export interface SweptFiles {
  readonly seen: number;
  readonly removed: number;
}

/**
 * Removes files that neither a living card nor an upload names: those of deleted cards, of tasks that failed, of
 * processes that were killed between the file and its row. Safe when several processes do it at once.
 */
@Injectable()
export class FileSweep {
  private readonly count: (files: number) => void;

  constructor(
    private readonly database: PostcardDatabase,
    private readonly removal: FileRemoval,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
    @Inject(SETTINGS) private readonly settings: PostcardSettings,
    @Inject(METRICS) metrics: Metrics,
  ) {
    this.count = metrics.counter('files_swept_total', 'Files removed because nothing names them');
  }

  /** Stops between two batches when `end` aborts: what is left is for the next sweep. */
  async run(end: AbortSignal): Promise<SweptFiles> {
    const graceMs = Math.max(GRACE_MS, 2 * 1000 * this.settings.taskDeadlineSeconds);
    const before = Date.now() - graceMs;
    let seen = 0;
    let removed = 0;
    let batch: ListedFile[] = [];
    for await (const file of this.storage.list()) {
      seen += 1;
      if (file.putAt.getTime() < before) batch.push(file);
      if (batch.length < BATCH) continue;
      removed += await this.removeUnnamed(batch);
      batch = [];
      if (end.aborted) return { seen, removed };
    }
    return { seen, removed: removed + (await this.removeUnnamed(batch)) };
  }

  private async removeUnnamed(files: readonly ListedFile[]): Promise<number> {
    const hashes = files.map(({ hash }) => hash);
    const unnamed = new Set(await this.database.stores.postcards.listUnnamedFiles(hashes));
    const found = files.filter(({ hash }) => unnamed.has(hash));
    for (const file of found) await this.removal.removeFile(file);
    this.count(found.length);
    return found.length;
  }
}
