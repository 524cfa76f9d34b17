import { aigcLabel } from '@mojian/card/labels/aigc-label';
import { makePoster } from '@mojian/card/poster/poster';
import type { Copy } from '@mojian/contracts/card/copy';
import { GateReport } from '@mojian/contracts/card/gate-report';
import { MadeBy } from '@mojian/contracts/card/made-by';
import { Page } from '@mojian/contracts/card/page';
import { StoredFile } from '@mojian/contracts/card/picture';
import { z } from 'zod';
import { defineStage } from '../define-stage.js';
import { codeStage } from './code.stage.js';
import { conceptStage } from './concept.stage.js';
import { copyStage } from './copy.stage.js';
import { imageStage } from './image.stage.js';
import { passGate } from './pass-gate.js';

export const gateStage = defineStage({
  name: 'gate',
  version: 2,
  needs: { concept: conceptStage, copy: copyStage, picture: imageStage, page: codeStage },
  /** `interactions` and `made` are of the page that passed, which may be another than the one that was written. */
  output: z.object({
    page: StoredFile,
    poster: StoredFile,
    report: GateReport,
    interactions: Page.shape.interactions,
    made: MadeBy,
  }),
  timeoutMs: 180_000,
  share: 30,
  run: async (context, { concept, copy, picture, page }) => {
    const { seen, interactions, made } = await passGate(context, { concept, copy, picture }, page);
    const { storage, taskId, labelProducer } = context;
    const poster = await makePoster({
      screenshot: seen.poster,
      title: copy.title,
      line: postmarkLine(copy),
      label: aigcLabel({ producer: labelProducer, produceId: taskId }),
    });
    const [pageFile, posterFile] = await Promise.all([
      storage.put(Buffer.from(seen.html), 'html'),
      storage.put(poster, 'jpg'),
    ]);
    return { page: pageFile, poster: posterFile, report: seen.report, interactions, made };
  },
});

/** Date, place, term and weather, as far as they were sensed. */
const postmarkLine = ({ postmark: { date, place, term, weather } }: Copy): string =>
  [date, place, term, weather].filter((part) => part !== null).join(' · ');
