import { AppError, asAppError } from '@mojian/contracts/app-error';
import type { GateReport } from '@mojian/contracts/card/gate-report';
import { MadeBy } from '@mojian/contracts/card/made-by';
import type { makeDryRun } from '@mojian/contracts/jobs';
import type { DryRunStage } from '@mojian/contracts/routes/dry-run.routes';
import type { ObjectStorage } from '@mojian/storage/object-storage';
import type { Logger } from '@mojian/telemetry/logger';
import { z } from 'zod';
import type { BegunDryRun, DryRunCard, DryRunRepository } from '../data/dry-run.repository.js';
import { assertUsable } from '../models/assert-usable.js';
import type { ModelsFor } from '../models/open-models.js';
import { type TaskSettings, UsedSetting } from '../models/task-settings.js';
import { pipeline } from '../pipeline/pipeline.js';
import { runPipeline, type StageEvent } from '../pipeline/run-pipeline.js';
import type { StageContext } from '../pipeline/stage-context.js';
import { gateStage } from '../pipeline/stages/gate.stage.js';
import { memoryStorage } from './memory-storage.js';

export interface DryRunnerOptions {
  readonly runs: DryRunRepository;
  readonly tools: Omit<StageContext, 'taskId' | 'brief' | 'signal' | 'models' | 'storage'>;
  /** What is in force for all stages but the one that is tried. */
  readonly settings: () => TaskSettings;
  readonly models: ModelsFor;
  readonly env: Readonly<Record<string, unknown>>;
  readonly logger: Logger;
}

/** As long as a task has. */
const DEADLINE_MS = 300_000;
const Made = z.object({ made: MadeBy });

/**
 * Makes the card of a dry run: by the pipeline that makes all others, with a setting that need not be published, for no
 * task and no quota. Rejects only where another attempt may succeed; a run that was broken off begins anew.
 */
export class DryRunner {
  constructor(private readonly options: DryRunnerOptions) {}

  async run({ run_id: id }: z.output<typeof makeDryRun.schema>, signal: AbortSignal): Promise<void> {
    const { runs, logger } = this.options;
    const begun = await runs.begin(id);
    if (!begun) return;
    const deadline = AbortSignal.timeout(DEADLINE_MS);
    try {
      await runs.finish(id, await this.make(id, begun, AbortSignal.any([signal, deadline])));
      logger.info('dry_run.done', { run: id, number: begun.number });
    } catch (error) {
      // Shutdown: another worker makes it.
      if (signal.aborted) throw error;
      const { code } = deadline.aborted ? new AppError('TASK_OVERDUE', 'it took too long') : asAppError(error);
      logger.warn('dry_run.failed', { run: id, number: begun.number, error_code: code, error });
      await runs.fail(id, code);
    }
  }

  private async make(taskId: string, begun: BegunDryRun, signal: AbortSignal): Promise<DryRunCard> {
    const { tools, models } = this.options;
    const stages: DryRunStage[] = [];
    const gate: GateReport[] = [];
    const tell = this.teller(taskId, { stages, gate });
    const storage = memoryStorage(() => new Date());
    const outputs = await runPipeline({
      stages: pipeline,
      context: {
        ...tools,
        gate: watchGate(tools.gate, (report) => gate.push(report)),
        models: models(this.settingsOf(begun), storage),
        storage,
        taskId,
        brief: begun.brief,
        signal,
      },
      checkpoints: { readAll: async () => new Map(), write: async () => undefined },
      onStage: (event) => {
        stages.push(...endOf(event));
        void tell();
      },
    }).finally(tell);
    return readCard(outputs, storage);
  }

  /** Writes down how far it is, each time after the time before; what cannot be written is told by the next. */
  private teller(id: string, progress: Parameters<DryRunRepository['note']>[1]): () => Promise<void> {
    const { runs, logger } = this.options;
    let told: Promise<void> = Promise.resolve();
    const note = () => runs.note(id, progress);
    return () => {
      told = told.then(note).catch((error: unknown) => logger.warn('dry_run.not_noted', { run: id, error }));
      return told;
    };
  }

  /** What is in force, but for the stage whose setting is tried. @throws AppError where this worker cannot use that. */
  private settingsOf({ stage, number, content }: BegunDryRun): TaskSettings {
    assertUsable({ stage, content }, this.options.env);
    return { ...this.options.settings(), [stage]: UsedSetting.parse({ number, content }) };
  }
}

/** The stage as it ended; nothing of one that begins. */
function endOf({ stage, state, seconds = 0, output }: StageEvent): DryRunStage[] {
  if (state !== 'done' && state !== 'failed') return [];
  const made = Made.safeParse(output);
  return [{ stage: stage.name, seconds, made: made.success ? made.data.made : null }];
}

const watchGate = (gate: StageContext['gate'], tell: (report: GateReport) => void): StageContext['gate'] => ({
  inspect: async (request) => {
    const seen = await gate.inspect(request);
    tell(seen.report);
    return seen;
  },
});

async function readCard(outputs: Readonly<Record<string, unknown>>, storage: ObjectStorage): Promise<DryRunCard> {
  const { page, poster } = gateStage.output.parse(outputs[gateStage.name]);
  const [document, jpeg] = await Promise.all([storage.get(page.hash, page.ext), storage.get(poster.hash, poster.ext)]);
  if (!document || !jpeg) throw new AppError('INTERNAL', 'the files of the card are not in memory');
  return { document: document.toString(), poster: jpeg };
}
