import type { Clock } from '@mojian/ai-models/calling/clock';
import type { Setting } from '@mojian/contracts/routes/stage-setting.routes';
import type { Logger } from '@mojian/telemetry/logger';
import { type TaskSettings, UsedSetting } from './task-settings.js';

interface SettingCacheOptions {
  /** The published settings, with whatever their content is. */
  readonly read: () => Promise<readonly Setting[]>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A message that tells of a change may be lost. */
const READ_AGAIN_MS = 30_000;

/**
 * The settings in force, as one worker knows them: read when they change and every half minute. While they cannot be
 * read the last ones go on; a row that is none is told of, and its stage does as its code says.
 */
export class SettingCache {
  private settings: TaskSettings = {};
  private reading: Promise<void> | undefined;
  private isStale = false;
  private readonly broken = new Set<number>();
  private readonly end = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(private readonly options: SettingCacheOptions) {}

  current(): TaskSettings {
    return this.settings;
  }

  /** Resolves after the first reading, whatever came of it. */
  async start(): Promise<void> {
    await this.refresh();
    this.loop = this.readAgain();
  }

  /** Resolves when a reading has ended that began after this call. */
  async refresh(): Promise<void> {
    this.isStale = true;
    this.reading ??= this.readWhileStale();
    await this.reading;
  }

  async close(): Promise<void> {
    this.end.abort();
    await this.loop;
  }

  private async readAgain(): Promise<void> {
    const { signal } = this.end;
    const pause = () =>
      this.options.clock.wait(READ_AGAIN_MS, signal).then(
        () => true,
        // The process ends.
        () => false,
      );
    while (await pause()) await this.refresh();
  }

  private async readWhileStale(): Promise<void> {
    while (this.isStale) {
      this.isStale = false;
      await this.readOnce();
    }
    this.reading = undefined;
  }

  private async readOnce(): Promise<void> {
    const { read, logger } = this.options;
    try {
      const rows = await read();
      this.settings = Object.fromEntries(rows.flatMap((row) => this.entryOf(row)));
    } catch (error) {
      // What was known goes on; the next reading may succeed.
      logger.warn('stage_settings.not_read', { error });
    }
  }

  private entryOf({ stage, number, content }: Setting): [Setting['stage'], UsedSetting][] {
    const setting = UsedSetting.safeParse({ number, content });
    if (setting.success) return [[stage, setting.data]];
    if (!this.broken.has(number)) {
      this.options.logger.error('stage_setting.broken', { stage, number, problem: setting.error.message });
    }
    this.broken.add(number);
    return [];
  }
}
