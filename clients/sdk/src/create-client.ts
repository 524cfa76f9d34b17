import type { RouteOutput, RouteRequest, RouteSpec } from '@mojian/contracts/route';
import { z } from 'zod';
import { ApiError } from './api-error.js';

export interface ClientSettings {
  /** Where the gateway is, with its base path if it has one. */
  readonly baseUrl: string;
  /** Asked before each call, so that a refreshed token is used at once. */
  readonly token?: () => string | undefined;
  /** Language of the messages for people. */
  readonly language?: 'zh' | 'en';
  /** ms; 60 s unless told, which is what the slowest route may take. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof globalThis.fetch;
}

interface CallOptions {
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

type Call<R extends RouteSpec> = (
  ...args: keyof RouteRequest<R> extends never
    ? [request?: Record<never, never>, options?: CallOptions]
    : [request: RouteRequest<R>, options?: CallOptions]
) => Promise<RouteOutput<R>>;

export type Client<T extends Record<string, RouteSpec>> = { readonly [K in keyof T]: Call<T[K]> };

interface Parts {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
}

const Entries = z.record(z.string(), z.unknown()).catch({});
const Failure = z.looseObject({
  message: z.string().optional(),
  detail: z.string().optional(),
  details: z.unknown().optional(),
});
const MiniReply = z.object({ code: z.number(), message: z.string().catch(''), data: z.unknown() });

const isPresent = (value: unknown): boolean => value !== undefined && value !== null;

/** The address of a call: parameters in their places, the query behind. */
function addressOf(route: RouteSpec, { params, query }: Parts, baseUrl: string): string {
  const given = Entries.parse(params);
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(given[name] ?? '')));
  const search = new URLSearchParams(
    Object.entries(Entries.parse(query))
      .filter(([, value]) => isPresent(value))
      .map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  return `${baseUrl.replace(/\/$/, '')}${path}${search ? `?${search}` : ''}`;
}

function failureOf(response: Response, reply: unknown): ApiError {
  const failure = Failure.catch({}).parse(reply);
  return new ApiError(
    response.status,
    response.headers.get('x-error-code') ?? 'UNKNOWN',
    failure.message ?? failure.detail ?? `HTTP ${response.status}`,
    { details: failure.details, requestId: response.headers.get('x-request-id') ?? undefined },
  );
}

async function replyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw new ApiError(response.status, response.headers.get('x-error-code') ?? 'MALFORMED', 'The answer is not JSON', {
      cause,
    });
  }
}

/** What the dialect wrapped; a refusal is thrown whatever its HTTP status. */
function dataOf(route: RouteSpec, response: Response, reply: unknown): unknown {
  if (!response.ok) throw failureOf(response, reply);
  if (route.dialect !== 'mini') return reply;
  const mini = MiniReply.safeParse(reply);
  if (!mini.success || mini.data.code !== 0) throw failureOf(response, reply);
  return mini.data.data;
}

const callRoute =
  (route: RouteSpec, settings: ClientSettings) =>
  async (parts: Parts = {}, options: CallOptions = {}): Promise<unknown> => {
    const { fetch = globalThis.fetch, language = 'zh', timeoutMs = 60_000 } = settings;
    const token = settings.token?.();
    const limit = AbortSignal.timeout(timeoutMs);
    let response: Response;
    try {
      response = await fetch(addressOf(route, parts, settings.baseUrl), {
        method: route.method,
        headers: {
          'accept-language': language,
          ...(parts.body !== undefined && { 'content-type': 'application/json' }),
          ...(token && { authorization: `Bearer ${token}` }),
          ...options.headers,
        },
        body: parts.body === undefined ? undefined : JSON.stringify(parts.body),
        signal: options.signal ? AbortSignal.any([options.signal, limit]) : limit,
      });
    } catch (cause) {
      throw new ApiError(0, 'NETWORK', cause instanceof Error ? cause.message : String(cause), { cause });
    }
    const parsed = route.success.body.safeParse(dataOf(route, response, await replyOf(response)));
    if (parsed.success) return parsed.data;
    throw new ApiError(response.status, 'MALFORMED', 'The answer does not fit its contract', { cause: parsed.error });
  };

/**
 * A typed client of the routes that it is given: each call sends the declared parts, and returns the parsed data or
 * throws an ApiError. Runs in a browser and in Node.
 */
export function createClient<const T extends Record<string, RouteSpec>>(
  routes: T,
  settings: ClientSettings,
): Client<T> {
  const calls = Object.entries(routes).map(([name, route]) => [name, callRoute(route, settings)]);
  // The mapped type says per route what `callRoute` says for all of them.
  return Object.fromEntries(calls) as Client<T>;
}
