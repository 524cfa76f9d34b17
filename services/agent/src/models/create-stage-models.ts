import { askModels } from './ask-models.js';
import { paintByModels } from './paint-by-models.js';
import type { StageModels, StageModelsOptions } from './stage-models.js';

export const createStageModels = (options: StageModelsOptions): StageModels => ({
  ask: (prompt, input, run) => askModels(options, { prompt, input, ...run }),
  paints: options.choices.image.models[0] !== 'studio',
  paint: (concept, run) => paintByModels(options, { concept, ...run }),
});
