import type { Brief } from '@mojian/contracts/brief';
import type { FinishedCard } from '@mojian/contracts/routes/task-run.routes';
import { flatFields, toStructuredData } from '@mojian/studio/structured-data';
import { codeStage } from './stages/code.stage.js';
import { conceptStage } from './stages/concept.stage.js';
import { copyStage } from './stages/copy.stage.js';
import { gateStage } from './stages/gate.stage.js';
import { imageStage } from './stages/image.stage.js';

/** What is kept of a finished run. */
export function toFinishedCard(brief: Brief, outputs: Readonly<Record<string, unknown>>): FinishedCard {
  const concept = conceptStage.output.parse(outputs[conceptStage.name]);
  const copy = copyStage.output.parse(outputs[copyStage.name]);
  const picture = imageStage.output.parse(outputs[imageStage.name]);
  const { interactions } = codeStage.output.parse(outputs[codeStage.name]);
  const { page, poster, report } = gateStage.output.parse(outputs[gateStage.name]);
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
    sources: { concept: 'studio', copy: 'studio', image: 'studio', code: 'studio' },
    degraded: false,
  };
}
