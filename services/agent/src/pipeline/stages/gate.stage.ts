import { aigcLabel } from '@mojian/card/labels/aigc-label';
import { labelHtml } from '@mojian/card/labels/label-html';
import { makePoster } from '@mojian/card/poster/poster';
import type { Brief } from '@mojian/contracts/brief';
import type { Copy } from '@mojian/contracts/card/copy';
import { GateReport } from '@mojian/contracts/card/gate-report';
import { StoredFile } from '@mojian/contracts/card/picture';
import { z } from 'zod';
import { assembleCard } from '../assemble-card.js';
import { defineStage } from '../define-stage.js';
import { codeStage } from './code.stage.js';
import { copyStage } from './copy.stage.js';
import { gateRejection } from './gate-rejection.js';
import { imageStage } from './image.stage.js';

/** A visit that takes longer is killed; seen: 1.5–3 s. It may be looked at twice. */
const VISIT_DEADLINE_MS = 25_000;

export const gateStage = defineStage({
  name: 'gate',
  version: 1,
  needs: { copy: copyStage, picture: imageStage, page: codeStage },
  output: z.object({ page: StoredFile, poster: StoredFile, report: GateReport }),
  timeoutMs: 60_000,
  share: 30,
  run: async ({ brief, gate, storage, taskId, labelProducer, signal }, { copy, picture, page }) => {
    const label = aigcLabel({ producer: labelProducer, produceId: taskId });
    const seen = await gate.inspect({
      html: labelHtml(await assembleCard(page, picture, storage), label),
      copy: { title: copy.title, headline: copy.headline, words: copy.letter.words, told: toldBy(brief) },
      interactions: page.interactions,
      deadlineMs: VISIT_DEADLINE_MS,
      signal,
    });
    if (seen.report.verdict === 'reject' || !seen.poster) throw gateRejection(seen.report);
    const poster = await makePoster({ screenshot: seen.poster, title: copy.title, line: postmarkLine(copy), label });
    const [pageFile, posterFile] = await Promise.all([
      storage.put(Buffer.from(seen.html), 'html'),
      storage.put(poster, 'jpg'),
    ]);
    return { page: pageFile, poster: posterFile, report: seen.report };
  },
});

/** Date, place, term and weather, as far as they were sensed. */
const postmarkLine = ({ postmark: { date, place, term, weather } }: Copy): string =>
  [date, place, term, weather].filter((part) => part !== null).join(' · ');

/** What people said besides their words, as it may be printed. */
const toldBy = ({ recipient, sender, told }: Brief): string[] =>
  [recipient, sender, told.location, told.city, told.weather].filter((text) => text !== null);
