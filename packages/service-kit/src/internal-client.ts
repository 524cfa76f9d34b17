import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import { type IdentityAssertion, internalIdentityHeader, signInternalIdentity } from '@mojian/auth/internal-identity';
import { AppError } from '@mojian/contracts/app-error';
import { isErrorCode } from '@mojian/contracts/error-codes';
import type { RouteOutput, RouteRequest, RouteSpec, ServiceName } from '@mojian/contracts/route';
import { currentContext } from '@mojian/telemetry/request-context';
import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { z } from 'zod';
import type { CallerIdentity } from './caller.js';
import { PeerClock } from './peer-clock.js';

export interface InternalClientOptions {
  readonly baseUrl: string;
  /** The service that is called. */
  readonly audience: ServiceName;
  /** The process that calls. */
  readonly caller: IdentityAssertion['caller'];
  readonly identityKey: string;
  /** For the whole exchange; 5 s unless told. */
  readonly timeoutMs?: number;
}

export interface CallOptions {
  /** The person on whose behalf the call is made; needed by routes of access `user`. */
  readonly user?: CallerIdentity;
  readonly signal?: AbortSignal;
}

export interface InternalClient {
  /**
   * Calls a contract route of another service of ours. Rejects with the AppError that the service answered, with
   * UPSTREAM_UNREACHABLE or UPSTREAM_TIMEOUT. Nothing is repeated, which is for the caller to decide, but a call whose
   * identity was refused because our clock is wrong: once, by the clock of the service.
   */
  readonly call: <R extends RouteSpec>(
    route: R,
    request: RouteRequest<R>,
    options?: CallOptions,
  ) => Promise<RouteOutput<R>>;
}

const defaultTimeoutMs = 5000;
const longestReply = 16 * 1024 * 1024;

export function createInternalClient(options: InternalClientOptions): InternalClient {
  const http = axios.create({
    baseURL: options.baseUrl,
    timeout: options.timeoutMs ?? defaultTimeoutMs,
    maxContentLength: longestReply,
    maxBodyLength: longestReply,
    maxRedirects: 0,
    proxy: false,
    httpAgent: new Agent({ keepAlive: true, maxSockets: 64 }),
    validateStatus: () => true,
  });
  const clock = new PeerClock();
  return {
    call: async (route, request, { user, signal } = {}) => {
      const path = pathOf(route, request);
      const requestId = currentContext()?.requestId ?? randomUUID();
      const assertion = {
        aud: options.audience,
        method: route.method,
        path,
        caller: options.caller,
        request_id: requestId,
        ...(user && { user: toIdentityUser(user) }),
      };
      const exchange = () => {
        const identity = signInternalIdentity(assertion, options.identityKey, clock.now());
        const headers = { [internalIdentityHeader]: identity, 'x-request-id': requestId };
        return send(http, { route, path, headers, body: bodyOf(request), signal });
      };
      const reply = await exchange();
      const isMistimed = reply.headers['x-error-code'] === 'IDENTITY_REFUSED' && clock.follow(reply.headers.date);
      return readReply(route, isMistimed ? await exchange() : reply);
    },
  };
}

interface Sending {
  readonly route: RouteSpec;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: unknown;
  readonly signal: AbortSignal | undefined;
}

async function send(
  http: AxiosInstance,
  { route, path, headers, body, signal }: Sending,
): Promise<AxiosResponse<unknown>> {
  try {
    return await http.request({
      method: route.method,
      url: path,
      headers,
      ...(body !== undefined && { data: body }),
      ...(signal && { signal }),
    });
  } catch (cause) {
    const late = axios.isAxiosError(cause) && (cause.code === 'ECONNABORTED' || cause.code === 'ETIMEDOUT');
    const code = late ? 'UPSTREAM_TIMEOUT' : 'UPSTREAM_UNREACHABLE';
    throw new AppError(code, `${route.id} got no answer`, { cause: describe(cause) });
  }
}

/** An axios error holds the whole request, headers and all; only its words may go into a log. */
const describe = (cause: unknown): unknown =>
  axios.isAxiosError(cause) ? new Error(`${cause.code}: ${cause.message}`) : cause;

/** Path and query exactly as they are sent, since they are what is signed. */
export function pathOf(route: RouteSpec, request: object): string {
  const params = stringFields(request, 'params');
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const query = new URLSearchParams(stringFields(request, 'query')).toString();
  return query === '' ? path : `${path}?${query}`;
}

function stringFields(request: object, part: 'params' | 'query'): Record<string, string> {
  const fields: unknown = Reflect.get(request, part);
  if (typeof fields !== 'object' || fields === null) return {};
  const present = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(present.map(([name, value]) => [name, String(value)]));
}

const bodyOf = (request: object): unknown => Reflect.get(request, 'body');

const toIdentityUser = ({ userId, ...rest }: CallerIdentity) => ({ id: userId, ...rest });

const MiniEnvelope = z.object({ data: z.unknown() });

function readReply<R extends RouteSpec>(route: R, reply: AxiosResponse<unknown>): RouteOutput<R> {
  const code: unknown = reply.headers['x-error-code'];
  if (code !== undefined || reply.status >= 400) throw toAppError(route, reply);
  const body = route.dialect === 'mini' ? MiniEnvelope.safeParse(reply.data).data?.data : reply.data;
  const parsed = route.success.body.safeParse(reply.status === 204 ? undefined : body);
  if (!parsed.success)
    throw new AppError('UPSTREAM_UNREACHABLE', `${route.id} answered nonsense`, { cause: parsed.error });
  // The schema that parsed it is the one its type is made of; the compiler cannot follow that through `R`.
  return parsed.data as RouteOutput<R>;
}

/** `mini` has the details in a field of their own, `web` beside the fields of a problem (RFC 9457). */
const MiniFailure = z.object({ details: z.record(z.string(), z.unknown()).default({}) });
const Problem = z.record(z.string(), z.unknown());
const problemFields = new Set(['type', 'title', 'status', 'detail', 'code', 'request_id']);

function detailsOf(route: RouteSpec, body: unknown): Record<string, unknown> {
  if (route.dialect === 'mini') return MiniFailure.safeParse(body).data?.details ?? {};
  const fields = Object.entries(Problem.safeParse(body).data ?? {});
  return Object.fromEntries(fields.filter(([name]) => !problemFields.has(name)));
}

function toAppError(route: RouteSpec, reply: AxiosResponse<unknown>): AppError {
  const code: unknown = reply.headers['x-error-code'];
  if (!isErrorCode(code)) return new AppError('UPSTREAM_UNREACHABLE', `${route.id} answered HTTP ${reply.status}`);
  const details = detailsOf(route, reply.data);
  return new AppError(code, `${route.id} answered ${code}`, Object.keys(details).length > 0 ? { details } : {});
}
