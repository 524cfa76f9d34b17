import type { Inspection } from '@mojian/card/gate/inspect-page';
import { aigcLabel } from '@mojian/card/labels/aigc-label';
import { labelHtml } from '@mojian/card/labels/label-html';
import type { Brief } from '@mojian/contracts/brief';
import type { Concept } from '@mojian/contracts/card/concept';
import type { Copy } from '@mojian/contracts/card/copy';
import type { Page } from '@mojian/contracts/card/page';
import type { Picture } from '@mojian/contracts/card/picture';
import { assembleCard } from '../assemble-card.js';
import type { StageContext } from '../stage-context.js';

/** What stands around a page. */
export interface CardParts {
  readonly concept: Concept;
  readonly copy: Copy;
  readonly picture: Picture;
}

/** A visit that takes longer is killed; seen: 1.5–3 s. It may be looked at twice. */
const VISIT_DEADLINE_MS = 25_000;

/** Shows the gate a page with its picture and label, as it would be stored. */
export async function inspectCard(
  { brief, gate, storage, taskId, labelProducer, signal }: StageContext,
  { copy, picture }: CardParts,
  page: Page,
): Promise<Inspection> {
  const label = aigcLabel({ producer: labelProducer, produceId: taskId });
  return gate.inspect({
    html: labelHtml(await assembleCard(page, picture, storage), label),
    copy: { title: copy.title, headline: copy.headline, words: copy.letter.words, told: toldBy(brief) },
    interactions: page.interactions,
    deadlineMs: VISIT_DEADLINE_MS,
    signal,
  });
}

/** What people said besides their words, as it may be printed. */
const toldBy = ({ recipient, sender, told }: Brief): string[] =>
  [recipient, sender, told.location, told.city, told.weather].filter((text) => text !== null);
