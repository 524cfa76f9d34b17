import { MadeBy } from '@mojian/contracts/card/made-by';
import { Page } from '@mojian/contracts/card/page';
import { prepareFonts, writePage } from '@mojian/studio/pages/write-page';
import { z } from 'zod';
import { codePrompt } from '../../prompts/code.prompt.js';
import { defineStage } from '../define-stage.js';
import { conceptStage } from './concept.stage.js';
import { copyStage } from './copy.stage.js';

/** Needs the picture's size and palette, which the concept promises, not its pixels: both are made at once. */
export const codeStage = defineStage({
  name: 'code',
  version: 2,
  needs: { concept: conceptStage, copy: copyStage },
  /** `reply` is what a model wrote of it, for the gate's findings to go back to; null for a page of the studio. */
  output: Page.extend({ reply: z.string().nullable(), made: MadeBy }),
  timeoutMs: 90_000,
  share: 15,
  run: async ({ brief, models, taskId, signal, cutFonts }, { concept, copy }) => {
    const texts = { brief, concept, copy };
    // What cannot be cut now is told when the page is written.
    const prepare = (display: string) => void prepareFonts(texts, display, cutFonts).catch(() => undefined);
    const { value, reply, made } = await models.ask(codePrompt, texts, { taskId, signal, onGlimpse: prepare });
    const page = await writePage(texts, { design: value ?? undefined, cutFonts });
    return { ...page, reply, made };
  },
});
