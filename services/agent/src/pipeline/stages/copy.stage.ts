import { Copy } from '@mojian/contracts/card/copy';
import { MadeBy } from '@mojian/contracts/card/made-by';
import { writeCopy } from '@mojian/studio/copy/write-copy';
import { copyPrompt } from '../../prompts/copy.prompt.js';
import { defineStage } from '../define-stage.js';
import { conceptStage } from './concept.stage.js';

/** The person's words, the names and the postmark are theirs whoever writes the rest. */
export const copyStage = defineStage({
  name: 'copy',
  version: 2,
  needs: { concept: conceptStage },
  output: Copy.extend({ made: MadeBy }),
  timeoutMs: 30_000,
  share: 10,
  run: async ({ brief, models, taskId, signal }, { concept }) => {
    const written = writeCopy(brief, concept);
    const { value, made } = await models.ask(copyPrompt, { brief, concept }, { taskId, signal });
    if (value === null) return { ...written, made };
    const { title, headline, opening, closing, seal } = value;
    // A verse is compared with a corpus before it is printed; a model's is not.
    return { ...written, title, headline, seal, verse: null, letter: { ...written.letter, opening, closing }, made };
  },
});
