import { assemblePage } from '@mojian/card/assemble/assemble-page';
import { aigcLabel } from '@mojian/card/labels/aigc-label';
import { labelHtml } from '@mojian/card/labels/label-html';
import { makePoster } from '@mojian/card/poster/poster';
import { AppError } from '@mojian/contracts/app-error';
import type { Brief } from '@mojian/contracts/brief';
import type { Copy } from '@mojian/contracts/card/copy';
import { GateReport } from '@mojian/contracts/card/gate-report';
import type { Page } from '@mojian/contracts/card/page';
import { type Picture, StoredFile } from '@mojian/contracts/card/picture';
import type { ObjectStorage } from '@mojian/storage/object-storage';
import { z } from 'zod';
import { defineStage } from '../define-stage.js';
import { codeStage } from './code.stage.js';
import { copyStage } from './copy.stage.js';
import { gateRejection } from './gate-rejection.js';
import { imageStage } from './image.stage.js';

/** A visit that takes longer is killed; seen: 1.5–3 s. */
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
      html: labelHtml(await assemble(page, picture, storage), label),
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

async function assemble(page: Page, picture: Picture, storage: ObjectStorage): Promise<string> {
  const dataUri = async ({ hash, ext }: StoredFile): Promise<string> => {
    const bytes = await storage.get(hash, ext);
    if (!bytes) throw new AppError('INTERNAL', `the picture ${hash}.${ext} is not in storage`);
    return `data:image/${ext === 'jpg' ? 'jpeg' : ext};base64,${bytes.toString('base64')}`;
  };
  const planes = await Promise.all(
    picture.planes.map(async ({ file, ...plane }) => ({ ...plane, dataUri: await dataUri(file) })),
  );
  const fullDataUri = await dataUri(picture.full);
  const { width, height, bleed, text } = picture;
  return assemblePage({ page, picture: { width, height, bleed, text, planes, fullDataUri } });
}
