import { describe, expect, it } from '@jest/globals';
import { AppError } from '@mojian/contracts/app-error';
import { z } from 'zod';
import { type AnyStage, defineStage } from './define-stage.js';
import { type Checkpoints, runPipeline } from './run-pipeline.js';
import type { StageContext } from './stage-context.js';

/** Stages without tools need none of the context but its signal. */
const contextWith = (signal: AbortSignal): StageContext => ({ taskId: 't', signal }) as unknown as StageContext;

const memory = (saved: Record<string, unknown> = {}): Checkpoints & { readonly saved: Record<string, unknown> } => ({
  saved,
  readAll: async () => new Map(Object.entries(saved)),
  write: async (key, output) => {
    saved[key] = output;
  },
});

const text = z.object({ text: z.string() });
const stage = (
  name: string,
  needs: Record<string, AnyStage>,
  run: (context: StageContext) => unknown,
  timeoutMs = 5000,
): AnyStage => ({
  ...defineStage({ name, version: 1, needs, output: text, timeoutMs, share: 1, run: () => ({ text: '' }) }),
  run,
});

const run = (stages: readonly AnyStage[], checkpoints = memory(), signal = new AbortController().signal) => {
  const events: string[] = [];
  const outputs = runPipeline({
    stages,
    context: contextWith(signal),
    checkpoints,
    onStage: ({ stage: { name }, state }) => events.push(`${name} ${state}`),
  });
  return { outputs, events };
};

describe('runPipeline', () => {
  it('runs what does not need each other at once', async () => {
    const both = Promise.withResolvers<void>();
    let waiting = 0;
    const meet = async () => {
      waiting += 1;
      if (waiting === 2) both.resolve();
      await both.promise;
      return { text: 'met' };
    };
    const concept = stage('concept', {}, () => ({ text: 'idea' }));
    const { outputs } = run([concept, stage('image', { concept }, meet), stage('copy', { concept }, meet)]);
    expect(await outputs).toEqual({ concept: { text: 'idea' }, image: { text: 'met' }, copy: { text: 'met' } });
  });

  it('does not run again what was finished, and runs again what no longer fits its schema', async () => {
    const concept = stage('concept', {}, () => ({ text: 'new' }));
    const copy = stage('copy', { concept }, () => ({ text: 'new' }));
    const checkpoints = memory({ 'concept@1': { text: 'old' }, 'copy@1': { words: 'of another shape' } });
    const { outputs, events } = run([concept, copy], checkpoints);
    expect(await outputs).toEqual({ concept: { text: 'old' }, copy: { text: 'new' } });
    expect(events).toEqual(['concept resumed', 'copy started', 'copy done']);
    expect(checkpoints.saved['copy@1']).toEqual({ text: 'new' });
  });

  it('ends the others at the first failure and throws it', async () => {
    const failure = new AppError('PAGE_REJECTED', 'no');
    let ended: unknown;
    const slow = stage(
      'slow',
      {},
      ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            ended = signal.reason;
            reject(signal.reason);
          });
        }),
    );
    const bad = stage('bad', {}, () => Promise.reject(failure));
    await expect(run([slow, bad]).outputs).rejects.toBe(failure);
    expect(ended).toBe(failure);
  });

  it('refuses an output that does not fit, and work that takes too long even if it heeds no signal', async () => {
    await expect(run([stage('odd', {}, () => ({ words: 1 }))]).outputs).rejects.toMatchObject({
      code: 'STAGE_OUTPUT_INVALID',
    });
    const deaf = stage('deaf', {}, () => new Promise(() => undefined), 20);
    await expect(run([deaf]).outputs).rejects.toMatchObject({ code: 'STAGE_TIMEOUT', retryable: true });
  });

  it('stops when its caller does', async () => {
    const reason = new Error('shutting down');
    const { outputs } = run([stage('any', {}, () => ({ text: '' }))], memory(), AbortSignal.abort(reason));
    await expect(outputs).rejects.toBe(reason);
  });
});
