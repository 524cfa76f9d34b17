import { Concept } from '@mojian/contracts/card/concept';
import { MadeBy } from '@mojian/contracts/card/made-by';
import { planConcept } from '@mojian/studio/plan/plan-concept';
import { sceneInfo } from '@mojian/studio/scenes/list';
import { conceptPrompt } from '../../prompts/concept.prompt.js';
import { defineStage } from '../define-stage.js';

/** A model's idea where one is chosen, else the studio's, which also gives what a model does not decide. */
export const conceptStage = defineStage({
  name: 'concept',
  version: 2,
  needs: {},
  output: Concept.extend({ made: MadeBy }),
  timeoutMs: 30_000,
  share: 5,
  run: async ({ brief, models, taskId, signal, onTitle }) => {
    const planned = planConcept(brief);
    const { value, made } = await models.ask(conceptPrompt, brief, { taskId, signal, onGlimpse: onTitle });
    // Glints need to know where the water is.
    const moves = models.paints ? { animation_hint: 'motes' } : {};
    if (value === null) return { ...planned, ...moves, made };
    const { opening, picture, ...idea } = value;
    return {
      ...planned,
      ...idea,
      template: opening,
      picture: { ...planned.picture, prompt: picture },
      animation_hint: sceneInfo(idea.scene).weather,
      ...moves,
      made,
    };
  },
});
