import { Page } from '@mojian/contracts/card/page';
import { writePage } from '@mojian/studio/pages/write-page';
import { defineStage } from '../define-stage.js';
import { conceptStage } from './concept.stage.js';
import { copyStage } from './copy.stage.js';

/** Needs the picture's size and palette, which the concept promises, not its pixels: both are made at once. */
export const codeStage = defineStage({
  name: 'code',
  version: 1,
  needs: { concept: conceptStage, copy: copyStage },
  output: Page,
  timeoutMs: 60_000,
  share: 15,
  run: ({ brief }, { concept, copy }) => writePage(brief, concept, copy),
});
