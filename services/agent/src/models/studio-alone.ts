import type { StageModels } from './stage-models.js';

const made = { by: 'studio', degraded: false };

/** No model at all: the studio makes everything. */
export const studioAlone: StageModels = {
  ask: async () => ({ value: null, reply: null, made }),
  paints: false,
  paint: async () => ({ value: null, made }),
};
