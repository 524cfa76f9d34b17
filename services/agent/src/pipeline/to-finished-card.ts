import type { Brief } from '@mojian/contracts/brief';
import type { FinishedCard } from '@mojian/contracts/routes/task-run.routes';
import { flatFields, toStructuredData } from '@mojian/studio/structured-data';
import { conceptStage } from './stages/concept.stage.js';
import { copyStage } from './stages/copy.stage.js';
import { gateStage } from './stages/gate.stage.js';
import { imageStage } from './stages/image.stage.js';

/** What is kept of a finished run. The page is the one that passed the gate, and so is who made it. */
export function toFinishedCard(brief: Brief, outputs: Readonly<Record<string, unknown>>): FinishedCard {
  const { made: conceptBy, ...concept } = conceptStage.output.parse(outputs[conceptStage.name]);
  const { made: copyBy, ...copy } = copyStage.output.parse(outputs[copyStage.name]);
  const { made: imageBy, ...picture } = imageStage.output.parse(outputs[imageStage.name]);
  const { page, poster, report, interactions, made: codeBy } = gateStage.output.parse(outputs[gateStage.name]);
  const structured = toStructuredData({ brief, concept, copy, picture });
  return {
    concept,
    copy,
    picture,
    page,
    poster,
    interactions,
    report,
    structured_data: structured,
    flat_fields: flatFields(structured),
    sources: { concept: conceptBy.by, copy: copyBy.by, image: imageBy.by, code: codeBy.by },
    degraded: [conceptBy, copyBy, imageBy, codeBy].some(({ degraded }) => degraded),
  };
}
