import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { ImageModel } from '../image-model.js';
import { modelError } from '../model-error.js';
import { imagePatience } from '../patience.js';
import { type AskJson, jsonAsker } from './ask-json.js';
import { callError, faultError } from './call-error.js';
import { type DashScopeOutput, DashScopeReply, dashScopeRequest, pictureUrlOf } from './dashscope-request.js';
import type { Endpoint } from './endpoint.js';
import { pictureOf } from './picture-of.js';

const maxBytes = 1_000_000;
/** Milliseconds from one look at a task to the next: each twice the one before, up to a second. */
const firstPauseMs = 100;
const longestPauseMs = 1000;
/** Looks in a row that may fail: the picture is being painted, and paid for, whether or not one of them does. */
const lostLooks = 3;
const cancelMs = 5000;

/**
 * Pictures of DashScope. Most models make a task of it, which is looked at until it ends, no longer than the patience
 * for a first byte; one that is given up is cancelled, which costs nothing as long as it has not begun.
 */
export function dashScopeImages(endpoint: Endpoint, pictureHosts: readonly string[]): ImageModel {
  const { provider, model } = endpoint;
  const patience = endpoint.patience ?? imagePatience;
  const ask = jsonAsker(endpoint, { maxBytes, patience });
  return {
    provider,
    model,
    paint: async (request, { signal }) => {
      try {
        const { output } = await ask({ ...dashScopeRequest(model, request), answer: DashScopeReply, signal });
        const id = output.task_id;
        const done = id ? await finished({ ask, id, endpoint, signal, waitMs: patience.firstByteMs }) : output;
        if (id && done.task_status !== 'SUCCEEDED') throw faultError(done, endpoint);
        const [result] = done.results ?? [];
        if (result?.code) throw faultError(result, endpoint);
        return await pictureOf({ url: pictureUrlOf(done) }, endpoint, { pictureHosts, signal });
      } catch (error) {
        signal.throwIfAborted();
        throw callError(error, endpoint);
      }
    },
  };
}

interface Task {
  readonly ask: AskJson;
  readonly id: string;
  readonly endpoint: Endpoint;
  readonly signal: AbortSignal;
  readonly waitMs: number;
}

/** What is told of a task when it has ended, well or not. */
async function finished(task: Task): Promise<DashScopeOutput> {
  try {
    return await watched(task);
  } catch (error) {
    void cancel(task);
    throw error;
  }
}

async function watched({ ask, id, endpoint, signal, waitMs }: Task): Promise<DashScopeOutput> {
  let lost = 0;
  let waited = 0;
  let pause = firstPauseMs;
  while (waited < waitMs) {
    await delay(pause, undefined, { signal });
    waited += pause;
    pause = Math.min(2 * pause, longestPauseMs);
    const look = await ask({ path: `/tasks/${id}`, answer: DashScopeReply, signal }).catch((error: unknown) => {
      lost += 1;
      const failure = callError(error, endpoint);
      if (!failure.retryable || lost > lostLooks) throw failure;
      return null;
    });
    if (look === null) continue;
    lost = 0;
    const { task_status: status } = look.output;
    if (status !== 'PENDING' && status !== 'RUNNING') return look.output;
  }
  const { provider, model } = endpoint;
  throw modelError('MODEL_UNAVAILABLE', `did not finish its task in ${waitMs} ms`, { provider, model });
}

/** The vendor refuses it for tasks that have begun or ended. */
async function cancel({ ask, id }: Task): Promise<void> {
  const signal = AbortSignal.timeout(cancelMs);
  await ask({ path: `/tasks/${id}/cancel`, body: {}, answer: z.unknown(), signal }).catch(() => {
    // Nobody waits for it: what was to be told of this call is told.
  });
}
