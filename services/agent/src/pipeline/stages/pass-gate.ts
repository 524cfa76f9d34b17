import type { Inspection } from '@mojian/card/gate/inspect-page';
import type { GateReport } from '@mojian/contracts/card/gate-report';
import type { MadeBy } from '@mojian/contracts/card/made-by';
import type { Page } from '@mojian/contracts/card/page';
import { writePage } from '@mojian/studio/pages/write-page';
import type { GateVisit } from '../../data/delivery.repository.js';
import { codePrompt } from '../../prompts/code.prompt.js';
import type { StageContext } from '../stage-context.js';
import { gateRejection } from './gate-rejection.js';
import { type CardParts, inspectCard } from './inspect-card.js';

/** How often the gate's findings go back to the model that wrote the page. */
const MOST_REPAIRS = 2;

interface WrittenPage extends Page {
  /** What a model wrote of it; null for a page of the studio. */
  readonly reply: string | null;
  readonly made: MadeBy;
}

export interface PassedPage {
  readonly seen: Inspection & { readonly poster: Buffer };
  readonly interactions: Page['interactions'];
  readonly made: MadeBy;
}

/**
 * A page that passes the gate: the one that was written, or as its model mended it, or the studio's own of the same
 * words and picture, which is said to be degraded. @throws AppError when not even that passes.
 */
export async function passGate(context: StageContext, parts: CardParts, written: WrittenPage): Promise<PassedPage> {
  const { brief, cutFonts } = context;
  const { concept, copy } = parts;
  let page = written;
  for (let repairs = 0; ; repairs += 1) {
    const seen = await inspectCard(context, parts, page);
    await context.noteVisit(visitOf(context.taskId, { round: repairs + 1, by: page.made.by, seen }));
    if (hasPassed(seen)) return { seen, interactions: page.interactions, made: page.made };
    if (page.reply === null) throw gateRejection(seen.report);
    const next = repairs < MOST_REPAIRS ? await mend(context, parts, { reply: page.reply, report: seen.report }) : null;
    page = next ?? {
      ...(await writePage({ brief, concept, copy }, { cutFonts })),
      reply: null,
      made: { by: 'studio', degraded: true },
    };
  }
}

const hasPassed = (seen: Inspection): seen is PassedPage['seen'] =>
  seen.report.verdict === 'pass' && seen.poster !== null;

function visitOf(
  taskId: string,
  { round, by, seen }: { readonly round: number; readonly by: string; readonly seen: Inspection },
): GateVisit {
  const rules = [...new Set(seen.report.findings.map(({ rule }) => rule))];
  return { taskId, round, by, rules, verdict: hasPassed(seen) ? 'pass' : 'reject' };
}

interface Refusal {
  readonly reply: string;
  readonly report: GateReport;
}

async function mend(context: StageContext, parts: CardParts, refusal: Refusal): Promise<WrittenPage | null> {
  const { brief, models, taskId, signal, cutFonts } = context;
  const { concept, copy } = parts;
  const { reply: wrong, report } = refusal;
  const findings = report.findings.map(({ rule, detail }) => ({ rule, detail }));
  const input = { brief, concept, copy };
  const { value, reply, made } = await models.ask(codePrompt, input, { taskId, signal, mend: { wrong, findings } });
  return value && { ...(await writePage(input, { design: value, cutFonts })), reply, made };
}
