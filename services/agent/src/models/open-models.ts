import { systemClock } from '@mojian/ai-models/calling/clock';
import { createModelCaller } from '@mojian/ai-models/calling/create-model-caller';
import { type ModelList, readModelList } from '@mojian/ai-models/calling/model-list';
import { createSharedLimits } from '@mojian/ai-models/calling/shared-limits';
import { providers } from '@mojian/ai-models/providers/list';
import type { Logger } from '@mojian/telemetry/logger';
import type { Redis } from 'ioredis';
import type { WorkerEnv } from '../env.js';
import { createStageModels } from './create-stage-models.js';
import { stageLists, usualLimits } from './models-env.js';
import type { ModelStage, StageModels, StageModelsOptions } from './stage-models.js';

interface ModelsWiring extends Pick<StageModelsOptions, 'calls' | 'observe' | 'storage'> {
  readonly env: WorkerEnv;
  /** Of role `request`. */
  readonly redis: Redis;
  readonly logger: Logger;
}

/** The models that the environment chooses for each stage. */
export function openModels({ env, redis, logger, ...rest }: ModelsWiring): StageModels {
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
  const lists = {
    concept: read(env, 'concept'),
    copy: read(env, 'copy'),
    image: read(env, 'image'),
    code: read(env, 'code'),
  };
  return createStageModels({ ...rest, caller, lists });
}

function read(env: WorkerEnv, stage: ModelStage): ModelList {
  const { variable, kind } = stageLists[stage];
  const reading = readModelList(env[variable], { kind, providers, env });
  // The environment was checked by the same rules.
  if (!reading.success) throw new Error(`${variable}: ${reading.problems.join('; ')}`);
  return reading.list;
}
