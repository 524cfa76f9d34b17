import { type ModelErrorDetails, modelError } from '../model-error.js';
import type { Patience } from '../patience.js';
import type { Endpoint } from './endpoint.js';
import { statusError } from './status-error.js';

export interface Bounds {
  /** The media type that an answer must have. */
  readonly accept: 'application/json' | 'text/event-stream';
  /** Bytes of its body, unpacked. */
  readonly maxBytes: number;
  readonly patience: Patience;
}

export type BoundedFetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** How long the last bytes of a finished answer are waited for, so that its connection can serve again. */
const lastBytesMs = 1000;

/**
 * A `fetch` that ends: it follows no redirect, takes nothing but 2xx of the wanted media type, no more than so many
 * bytes, and waits no longer than its patience. Whatever it gives up, the connection is closed. Fails with the errors
 * of `TextModel.write`, the body's reading too; with the signal's reason when the caller aborted.
 */
export const boundedFetch =
  (endpoint: Endpoint, bounds: Bounds): BoundedFetch =>
  async (url, init = {}) => {
    const stop = new AbortController();
    const clock = watch(stop, endpoint);
    const signal = init.signal ? AbortSignal.any([init.signal, stop.signal]) : stop.signal;
    clock.start(bounds.patience.firstByteMs);
    try {
      const response = await fetch(url, { ...init, redirect: 'manual', signal });
      if (response.body === null) clock.end();
      const body = response.body && boundedBody(response.body, { endpoint, bounds, stop, clock });
      const answer = new Response(body, { status: response.status, headers: response.headers });
      if (!response.ok) throw await statusError(endpoint, answer, new Date());
      const type = response.headers.get('content-type') ?? '';
      if (!type.toLowerCase().startsWith(bounds.accept)) {
        throw unavailable(endpoint, `answered ${type || 'without a type'} instead of ${bounds.accept}`, {
          status: response.status,
        });
      }
      return answer;
    } catch (error) {
      clock.end();
      stop.abort();
      throw error;
    }
  };

const unavailable = (
  { provider, model }: Endpoint,
  message: string,
  more: Pick<ModelErrorDetails, 'status'> = {},
): Error => modelError('MODEL_UNAVAILABLE', message, { provider, model, ...more });

interface Watch {
  /** Does nothing while it runs: the wait for the first byte lasts from the request on. */
  readonly start: (ms: number) => void;
  readonly end: () => void;
}

function watch(stop: AbortController, endpoint: Endpoint): Watch {
  let timer: NodeJS.Timeout | undefined;
  return {
    start: (ms) => {
      timer ??= setTimeout(() => stop.abort(unavailable(endpoint, `sent nothing for ${ms} ms`)), ms);
    },
    end: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

interface BodyContext {
  readonly endpoint: Endpoint;
  readonly bounds: Bounds;
  readonly stop: AbortController;
  readonly clock: Watch;
}

/** Reads only when it is asked to, so that a slow reader is not taken for a silent sender. */
function boundedBody(source: ReadableStream<Uint8Array>, { endpoint, bounds, stop, clock }: BodyContext) {
  const reader = source.getReader();
  let size = 0;
  const read = async () => {
    const next = await reader.read().finally(clock.end);
    size += next.value?.byteLength ?? 0;
    if (size <= bounds.maxBytes) return next;
    const error = unavailable(endpoint, `answered more than ${bounds.maxBytes} bytes`);
    stop.abort(error);
    throw error;
  };
  const readRest = async (): Promise<void> => {
    setTimeout(() => stop.abort(), lastBytesMs).unref();
    while (!(await read()).done);
  };
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        clock.start(bounds.patience.silenceMs);
        const { done, value } = await read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      // The reader has what it wanted; how its connection ends concerns nobody.
      cancel: () => void readRest().catch(() => undefined),
    },
    { highWaterMark: 0 },
  );
}
