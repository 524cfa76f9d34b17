import { lookup } from 'node:dns/promises';
import { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import { AppError } from '@mojian/contracts/app-error';
import { type Resolve, type ResolvedAddress, resolveTarget, type Target } from './resolve-target.js';

export interface FetchOptions {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Bytes of the answer's body; 5 MiB unless told. */
  readonly maxBytes?: number;
  /** For all of it, from the first look-up to the last byte; 5 s unless told. */
  readonly timeoutMs?: number;
  /** Host names that may be private addresses: never anything that came from outside. */
  readonly allow?: readonly string[];
  readonly signal?: AbortSignal;
  /** The system's resolver unless told. */
  readonly resolve?: Resolve;
  /** How a socket is opened; Node's own way unless told. Gets the host, the port and the pinned `lookup`. */
  readonly createConnection?: (options: { readonly lookup?: LookupFunction }) => Socket;
}

export interface OutsideResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const defaultMaxBytes = 5 * 1024 * 1024;
const defaultTimeoutMs = 5000;

/**
 * Asks an address that somebody else has chosen. The host is resolved once and checked, and the connection is made to
 * what was checked, so that a name which resolves to another address a moment later gains nothing. A redirect is an
 * answer like any other; nobody follows it. Fails with URL_REFUSED, UPSTREAM_TIMEOUT or UPSTREAM_UNREACHABLE.
 */
export async function fetchOutside(url: string, options: FetchOptions = {}): Promise<OutsideResponse> {
  const { allow = [], resolve = resolveBySystem, timeoutMs = defaultTimeoutMs } = options;
  const deadline = AbortSignal.timeout(timeoutMs);
  const signal = options.signal ? AbortSignal.any([deadline, options.signal]) : deadline;
  try {
    const target = await unlessAborted(resolveTarget(url, { allow, resolve }), signal);
    return await exchange(target, options, signal);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (deadline.aborted) throw new AppError('UPSTREAM_TIMEOUT', `no answer within ${timeoutMs} ms`, { cause: error });
    throw new AppError('UPSTREAM_UNREACHABLE', 'the address could not be asked', { cause: error });
  }
}

const resolveBySystem: Resolve = (host) => lookup(host, { all: true });

/** A look-up cannot be aborted; it can be waited for no longer. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  return Promise.race([work, aborted.promise]).finally(() => signal.removeEventListener('abort', abort));
}

/** Answers with what was checked, whatever is asked. */
const pinned =
  (addresses: readonly ResolvedAddress[]): LookupFunction =>
  (_host, { all }, callback) => {
    const [first] = addresses;
    if (all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };

function open({ url, addresses }: Target, options: FetchOptions, signal: AbortSignal): ClientRequest {
  const request = url.protocol === 'https:' ? requestSecure : requestPlain;
  const { createConnection } = options;
  return request(url, {
    method: options.method ?? 'GET',
    headers: { 'accept-encoding': 'identity', ...options.headers },
    lookup: pinned(addresses),
    signal,
    // A connection of its own: none that is kept alive for a name can lead elsewhere.
    ...(createConnection ? { createConnection } : { agent: false }),
  });
}

function exchange(target: Target, options: FetchOptions, signal: AbortSignal): Promise<OutsideResponse> {
  return new Promise((resolve, reject) => {
    const request = open(target, options, signal);
    request.once('error', reject);
    request.once('response', (response) => {
      readBody(response, options.maxBytes ?? defaultMaxBytes)
        .then((body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
        .catch(reject)
        .finally(() => request.destroy());
    });
    request.end(options.body);
  });
}

async function readBody(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxBytes) throw new AppError('UPSTREAM_UNREACHABLE', `the answer exceeds ${maxBytes} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
