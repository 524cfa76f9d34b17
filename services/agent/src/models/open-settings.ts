import { systemClock } from '@mojian/ai-models/calling/clock';
import { stageSettingChanged } from '@mojian/contracts/events';
import type { Setting } from '@mojian/contracts/routes/stage-setting.routes';
import { connectRedis } from '@mojian/redis/connect';
import { onEvent, subscribeEvents } from '@mojian/redis/events';
import type { Logger } from '@mojian/telemetry/logger';
import { SettingCache } from './setting-cache.js';
import type { TaskSettings } from './task-settings.js';

interface OpenSettingsOptions {
  readonly redisUrl: string;
  /** The published settings, with whatever their content is. */
  readonly read: () => Promise<readonly Setting[]>;
  readonly logger: Logger;
}

interface OpenSettings {
  readonly current: () => TaskSettings;
  readonly close: () => Promise<void>;
}

/** What is in force, for as long as the worker lives. */
export async function openSettings({ redisUrl, read, logger }: OpenSettingsOptions): Promise<OpenSettings> {
  const cache = new SettingCache({ read, clock: systemClock, logger });
  const redis = await connectRedis(redisUrl, { role: 'subscriber', logger, name: 'worker:settings' });
  // Before the first reading, so that no change falls between the two.
  const events = subscribeEvents(redis, [onEvent(stageSettingChanged, () => cache.refresh())], logger);
  await cache.start();
  const close = async (): Promise<void> => {
    await events.close();
    redis.disconnect();
    await cache.close();
  };
  return { current: () => cache.current(), close };
}
