import { Copy } from '@mojian/contracts/card/copy';
import { writeCopy } from '@mojian/studio/copy/write-copy';
import { defineStage } from '../define-stage.js';
import { conceptStage } from './concept.stage.js';

export const copyStage = defineStage({
  name: 'copy',
  version: 1,
  needs: { concept: conceptStage },
  output: Copy,
  timeoutMs: 20_000,
  share: 10,
  run: ({ brief }, { concept }) => writeCopy(brief, concept),
});
