import type { ClientRequest, IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '@mojian/contracts/app-error';
import type { RouteSpec, ServiceName } from '@mojian/contracts/route';
import type { Request, RequestHandler, Response } from 'express';
import { createProxyMiddleware, type Plugin } from 'http-proxy-middleware';
import { bodyLimitOf, bodyTooLarge } from './check-body.js';
import { exchangeOf } from './exchange.js';
import type { AnswerFailure } from './render-failure.js';
import { InstanceAgent, inTurn } from './service-instances.js';
import { type UpstreamHeaderOptions, upstreamHeaders } from './upstream-headers.js';

type ForwardedService = Exclude<ServiceName, 'gateway'>;
export type ServiceUrls = Readonly<Record<ForwardedService, readonly string[]>>;
type Proxy = ReturnType<typeof createProxyMiddleware<Request, Response>>;

export interface ForwardOptions extends UpstreamHeaderOptions {
  /** Addresses of the instances of each service. */
  readonly serviceUrls: ServiceUrls;
  readonly answer: AnswerFailure;
  /** Called before the first byte of an answer goes out. */
  readonly onAnswer: (route: RouteSpec, response: Response) => void;
  /** Cards and their files set no cookies, whatever a service says. */
  readonly stripCookies: boolean;
}

const defaultBudgetMs = 30_000;
/** Services write to a stream at least every 25 s; one that is silent for longer has lost its service. */
const silentStreamMs = 90_000;
const retryPauseMs = 100;

/** The proxy library's own agent holds 256 sockets: the request after that waits for ever behind open streams. */
const agentOptions = {
  plain: { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY, maxFreeSockets: 256 },
  stream: { keepAlive: false, maxSockets: Number.POSITIVE_INFINITY },
};

/** What belongs to the connection between two neighbours and not to the message. */
const hopByHop = ['connection', 'keep-alive', 'proxy-authenticate', 'proxy-connection', 'te', 'trailer', 'upgrade'];

const namedBy = (connection = ''): string[] =>
  connection === '' || connection === 'keep-alive'
    ? []
    : connection.split(',').map((name) => name.trim().toLowerCase());

/** One request on its way to a service. */
interface Passage {
  readonly route: RouteSpec;
  readonly send: () => void;
  timer: NodeJS.Timeout | undefined;
  upstream: ClientRequest | undefined;
  /** Why we ended it, where it was us. */
  ended: AppError | undefined;
  retried: boolean;
}

/**
 * Sends a request to the service that owns the route, to its instances in turn, once, and passes its answer on as it is.
 * Where all instances refuse the connection, or a kept one turns out to be closed, GET is tried once more. What fails
 * before the answer begins is UPSTREAM_TIMEOUT, UPSTREAM_UNREACHABLE or BODY_TOO_LARGE; what fails after breaks the
 * connection.
 */
export function createForward(options: ForwardOptions): (route: RouteSpec) => RequestHandler {
  const passages = new WeakMap<object, Passage>();
  const plugin = watchPassages(passages, options);
  const proxiesTo = (service: ForwardedService, kind: keyof typeof agentOptions): (() => Proxy) => {
    const instances = options.serviceUrls[service].map((url) => new URL(url));
    const agent = new InstanceAgent(instances, agentOptions[kind]);
    const common = { agent, changeOrigin: true, ejectPlugins: true, plugins: [plugin] };
    return inTurn(
      instances.map(({ origin }) => createProxyMiddleware<Request, Response>({ target: origin, ...common })),
    );
  };
  const proxiesOf = (service: ForwardedService) => ({
    plain: proxiesTo(service, 'plain'),
    stream: proxiesTo(service, 'stream'),
  });
  const proxies = { user: proxiesOf('user'), postcard: proxiesOf('postcard'), agent: proxiesOf('agent') };
  return (route) => {
    if (route.owner === 'gateway') throw new Error(`route ${route.id} is the gateway's own`);
    const nextProxy = proxies[route.owner][route.stream ? 'stream' : 'plain'];
    return (request, response, next) => {
      request.headers = upstreamHeaders({ request, response, route }, options);
      const send = (): void => {
        if (!response.closed) nextProxy()(request, response, next).catch(next);
      };
      const passage: Passage = { route, send, timer: undefined, upstream: undefined, ended: undefined, retried: false };
      passages.set(response, passage);
      const budget = route.timeoutMs ?? defaultBudgetMs;
      passage.timer = setTimeout(() => end(passage, timedOut(route, budget)), budget);
      response.once('close', () => clearTimeout(passage.timer));
      send();
    };
  };
}

const timedOut = (route: RouteSpec, budget: number): AppError =>
  new AppError('UPSTREAM_TIMEOUT', `${route.owner} took more than ${budget} ms for ${route.id}`);

function end(passage: Passage, why: AppError): void {
  passage.ended ??= why;
  passage.upstream?.destroy();
}

function watchPassages(passages: WeakMap<object, Passage>, options: ForwardOptions): Plugin<Request, Response> {
  return (proxy) => {
    proxy.on('proxyReq', (upstream, request, response) => {
      const passage = passages.get(response);
      if (passage) depart(passage, upstream, request);
    });
    proxy.on('proxyRes', (answer, _request, response) => {
      const passage = passages.get(response);
      if (passage) arrive(passage, { answer, response, options });
    });
    proxy.on('error', (error, request, response) => {
      const passage = response && passages.get(response);
      if (passage && request && 'req' in response) fail(passage, { error, request, response, answer: options.answer });
    });
    // The client has gone: there is nobody to tell.
    proxy.on('econnreset', () => undefined);
  };
}

/** Right before the body flows: bytes without a declared length are counted. */
function depart(passage: Passage, upstream: ClientRequest, request: Request): void {
  passage.upstream = upstream;
  if (passage.ended) return void upstream.destroy();
  if (request.headers['content-length'] !== undefined || request.method === 'GET') return;
  const limit = bodyLimitOf(passage.route);
  let counted = 0;
  request.on('data', (chunk: Buffer) => {
    counted += chunk.length;
    if (counted > limit) end(passage, bodyTooLarge(limit));
  });
}

interface Arrival {
  readonly answer: IncomingMessage;
  readonly response: Response;
  readonly options: ForwardOptions;
}

function arrive(passage: Passage, { answer, response, options }: Arrival): void {
  for (const name of [...namedBy(answer.headers.connection), ...hopByHop]) delete answer.headers[name];
  if (options.stripCookies) delete answer.headers['set-cookie'];
  answer.headers['x-request-id'] = exchangeOf(response).requestId;
  options.onAnswer(passage.route, response);
  if (!passage.route.stream) return;
  clearTimeout(passage.timer);
  answer.setTimeout(silentStreamMs, () => end(passage, timedOut(passage.route, silentStreamMs)));
  // The library copies the headers after this event and sends them with the first byte of the body, maybe much later.
  queueMicrotask(() => response.flushHeaders());
}

interface Failure {
  readonly error: Error;
  readonly request: Request;
  readonly response: Response;
  readonly answer: AnswerFailure;
}

function fail(passage: Passage, { error, request, response, answer }: Failure): void {
  if (response.closed || response.writableEnded) return;
  if (passage.ended === undefined && !response.headersSent && mayRetry(passage, error, request)) {
    passage.retried = true;
    wait(retryPauseMs).then(passage.send, passage.send);
    return;
  }
  const refused = new AppError('UPSTREAM_UNREACHABLE', `${passage.route.owner} could not be reached`, { cause: error });
  answer(request, response, passage.ended ?? refused);
}

/** A POST is never sent twice: whether the first one had an effect cannot be known here. */
function mayRetry({ retried, upstream }: Passage, error: Error, { method }: Request): boolean {
  if (method !== 'GET' || retried || !('code' in error)) return false;
  // A kept connection may be closed by the service at the very moment that it is used again.
  return error.code === 'ECONNREFUSED' || (error.code === 'ECONNRESET' && upstream?.reusedSocket === true);
}
