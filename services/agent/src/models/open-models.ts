import { systemClock } from '@mojian/ai-models/calling/clock';
import { createModelCaller } from '@mojian/ai-models/calling/create-model-caller';
import { createSharedLimits } from '@mojian/ai-models/calling/shared-limits';
import { providers } from '@mojian/ai-models/providers/list';
import type { ObjectStorage } from '@mojian/storage/object-storage';
import type { Logger } from '@mojian/telemetry/logger';
import type { Redis } from 'ioredis';
import type { WorkerEnv } from '../env.js';
import { createModelChooser } from './choose-models.js';
import { createStageModels } from './create-stage-models.js';
import { usualLimits } from './models-env.js';
import type { StageModels, StageModelsOptions } from './stage-models.js';
import type { TaskSettings } from './task-settings.js';

interface ModelsWiring extends Pick<StageModelsOptions, 'calls' | 'observe'> {
  readonly env: WorkerEnv;
  /** Of role `request`. */
  readonly redis: Redis;
  readonly logger: Logger;
}

/** For one card; its pictures are kept in `storage`. */
export type ModelsFor = (settings: TaskSettings, storage: ObjectStorage) => StageModels;

/** The models that each stage asks for a card: those of the environment, or of what is in force instead. */
export function openModels({ env, redis, logger, ...rest }: ModelsWiring): ModelsFor {
  const limits = createSharedLimits({
    redis,
    clock: systemClock,
    logger,
    limitsOf: (provider) => env.MODEL_LIMITS.get(provider) ?? usualLimits,
  });
  const caller = createModelCaller({
    providers,
    env,
    limits,
    prices: env.MODEL_PRICES,
    logger,
    clock: systemClock,
    random: Math.random,
  });
  const choose = createModelChooser({ env, logger });
  return (settings, storage) => createStageModels({ ...rest, caller, storage, choices: choose(settings) });
}
