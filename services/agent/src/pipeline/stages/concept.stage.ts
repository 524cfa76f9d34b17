import { Concept } from '@mojian/contracts/card/concept';
import { planConcept } from '@mojian/studio/plan/plan-concept';
import { defineStage } from '../define-stage.js';

export const conceptStage = defineStage({
  name: 'concept',
  version: 1,
  needs: {},
  output: Concept,
  timeoutMs: 20_000,
  share: 5,
  run: ({ brief }) => planConcept(brief),
});
