import { z } from 'zod';
import { modelError } from '../model-error.js';
import { type Bounds, boundedFetch } from './bounded-fetch.js';
import type { Endpoint } from './endpoint.js';

export interface JsonQuestion<T> {
  /** Behind the endpoint's base URL. */
  readonly path: string;
  /** Posted as JSON; without one, the address is read. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the answer: what is read of it. */
  readonly answer: z.ZodType<T>;
  readonly signal: AbortSignal;
}

export type AskJson = <T>(question: JsonQuestion<T>) => Promise<T>;

/** One request with a bearer key, one JSON answer; errors as of `boundedFetch`, or `MODEL_UNAVAILABLE` for another form. */
export function jsonAsker(endpoint: Endpoint, bounds: Omit<Bounds, 'accept'>): AskJson {
  const { provider, model, baseUrl, key } = endpoint;
  const fetch = boundedFetch(endpoint, { ...bounds, accept: 'application/json' });
  return async ({ path, body, headers, answer, signal }) => {
    const response = await fetch(`${baseUrl}${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
      signal,
    });
    const text = await response.text();
    const { data, error } = z.string().transform(jsonOf).pipe(answer).safeParse(text);
    if (data !== undefined) return data;
    throw modelError('MODEL_UNAVAILABLE', 'answered in an unknown form', { provider, model, cause: error });
  };
}

function jsonOf(text: string, context: z.RefinementCtx<string>): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // JSON.parse has no other way to tell; the schema's issue says the rest.
    context.issues.push({ code: 'custom', message: 'is not JSON', input: '' });
    return z.NEVER;
  }
}
