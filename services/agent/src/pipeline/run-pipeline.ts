import { AppError } from '@mojian/contracts/app-error';
import type { AnyStage } from './define-stage.js';
import type { StageContext } from './stage-context.js';

/** Finished stages of one run, which survive the process. */
export interface Checkpoints {
  /** Outputs by `name@version`. */
  readAll(): Promise<ReadonlyMap<string, unknown>>;
  /** Throws FENCE_STALE when another run has taken over. */
  write(key: string, output: unknown): Promise<void>;
}

export interface StageEvent {
  readonly stage: AnyStage;
  readonly state: 'started' | 'resumed' | 'done' | 'failed';
  readonly output?: unknown;
  readonly seconds?: number;
  /** Why it failed. */
  readonly error?: unknown;
}

interface PipelineRun {
  readonly stages: readonly AnyStage[];
  readonly context: StageContext;
  readonly checkpoints: Checkpoints;
  readonly onStage: (event: StageEvent) => void;
}

const keyOf = (stage: AnyStage): string => `${stage.name}@${stage.version}`;

/**
 * Runs every stage as early as its needs allow, and returns the outputs by stage name. A stage that was finished in an
 * earlier run is not run again. The first failure ends the others and is thrown.
 */
export async function runPipeline({
  stages,
  context,
  checkpoints,
  onStage,
}: PipelineRun): Promise<Record<string, unknown>> {
  const saved = await checkpoints.readAll();
  const rest = new AbortController();
  const shared = { ...context, signal: AbortSignal.any([context.signal, rest.signal]) };
  const outputs = new Map<string, Promise<unknown>>();
  for (const stage of stages) {
    outputs.set(stage.name, finishStage({ stage, context: shared, checkpoints, onStage, saved, outputs }));
  }
  try {
    const finished = await Promise.all([...outputs].map(async ([name, output]) => [name, await output] as const));
    return Object.fromEntries(finished);
  } catch (error) {
    rest.abort(error);
    // Nothing of this run may go on writing behind the next one's back.
    await Promise.allSettled(outputs.values());
    throw error;
  }
}

interface StageRun extends Omit<PipelineRun, 'stages'> {
  readonly stage: AnyStage;
  readonly saved: ReadonlyMap<string, unknown>;
  /** Of the stages before this one in the list, which are the only ones that it may need. */
  readonly outputs: ReadonlyMap<string, Promise<unknown>>;
}

async function finishStage({ stage, context, checkpoints, onStage, saved, outputs }: StageRun): Promise<unknown> {
  const resumed = stage.output.safeParse(saved.get(keyOf(stage)));
  if (resumed.success) {
    onStage({ stage, state: 'resumed', output: resumed.data });
    return resumed.data;
  }
  const inputs = await inputsOf(stage, outputs);
  context.signal.throwIfAborted();
  onStage({ stage, state: 'started' });
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  try {
    const output = await runStage(stage, context, inputs);
    await checkpoints.write(keyOf(stage), output);
    onStage({ stage, state: 'done', output, seconds: seconds() });
    return output;
  } catch (error) {
    onStage({ stage, state: 'failed', seconds: seconds(), error });
    throw error;
  }
}

async function inputsOf(stage: AnyStage, outputs: StageRun['outputs']): Promise<Record<string, unknown>> {
  const inputs = Object.entries(stage.needs).map(async ([as, { name }]) => [as, await outputs.get(name)] as const);
  return Object.fromEntries(await Promise.all(inputs));
}

async function runStage(stage: AnyStage, context: StageContext, inputs: Record<string, unknown>): Promise<unknown> {
  const timeout = AbortSignal.timeout(stage.timeoutMs);
  const signal = AbortSignal.any([context.signal, timeout]);
  // The inputs were parsed by the schemas that `needs` names; the list forgot their types.
  const work = Promise.resolve(stage.run({ ...context, signal }, inputs as never));
  const parsed = stage.output.safeParse(await orAborted(work, signal, stage));
  if (parsed.success) return parsed.data;
  throw new AppError('STAGE_OUTPUT_INVALID', `stage ${stage.name} returned a malformed result`, {
    cause: parsed.error,
    details: { stage: stage.name },
  });
}

/** The work's result, or the abort as an error: work that does not heed its signal holds nobody up. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal, stage: AnyStage): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(abortError(signal.reason, stage));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work
      .then(resolve, (error: unknown) => reject(signal.aborted ? abortError(signal.reason, stage) : error))
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
}

const abortError = (reason: unknown, stage: AnyStage): unknown =>
  reason instanceof DOMException && reason.name === 'TimeoutError'
    ? new AppError('STAGE_TIMEOUT', `stage ${stage.name} took longer than ${stage.timeoutMs} ms`, {
        cause: reason,
        details: { stage: stage.name },
      })
    : reason;
