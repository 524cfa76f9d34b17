import { randomUUID } from 'node:crypto';
import { dialectOfPath } from '@mojian/contracts/dialect';
import type { IdentityUser } from '@mojian/contracts/identity';
import type { Dialect, RouteSpec } from '@mojian/contracts/route';
import type { Logger } from '@mojian/telemetry/logger';
import type { Metrics } from '@mojian/telemetry/metrics';
import { runInContext } from '@mojian/telemetry/request-context';
import type { RequestHandler, Response } from 'express';
import type { Client, createClientOf } from './client-of.js';

/** What the steps of one request learn and the later ones read. */
export interface Exchange {
  readonly requestId: string;
  readonly dialectOfPath: Dialect;
  readonly client: Client;
  /** Set by the route that matched. */
  route?: RouteSpec;
  /** Set by the access check; absent on public routes. */
  user?: IdentityUser;
}

const exchanges = new WeakMap<object, Exchange>();

/** The exchange that an answer belongs to. */
export function exchangeOf(response: object): Exchange {
  const exchange = exchanges.get(response);
  if (!exchange) throw new Error('the request did not enter by beginExchange');
  return exchange;
}

/** A client's own id is kept where it is one that a log line can hold. */
const acceptableId = /^[A-Za-z0-9_-]{8,64}$/;

export interface BeginExchangeOptions {
  readonly basePath: string;
  readonly clientOf: ReturnType<typeof createClientOf>;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** First step of all: request id, log line and metrics of the request, whatever becomes of it. */
export function beginExchange({ basePath, clientOf, logger, metrics }: BeginExchangeOptions): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    const sent = request.headers['x-request-id'];
    const requestId = typeof sent === 'string' && acceptableId.test(sent) ? sent : randomUUID();
    const path = request.url.split('?', 1)[0] ?? '/';
    const dialect = dialectOfPath(path.slice(basePath.length));
    const exchange: Exchange = { requestId, dialectOfPath: dialect, client: clientOf(request) };
    exchanges.set(response, exchange);
    response.setHeader('x-request-id', requestId);
    runInContext({ requestId }, () => {
      response.once('close', () => {
        const seconds = (performance.now() - startedAt) / 1000;
        const seen = { method: request.method, route: exchange.route?.id ?? 'none', status: statusOf(response) };
        metrics.observeHttp({ ...seen, seconds });
        // Probes come every few seconds and say nothing new.
        const level = exchange.route?.owner === 'gateway' ? 'debug' : 'info';
        logger[level]('http.answered', { ...seen, path, ms: Math.round(seconds * 1000), user: exchange.user?.id });
      });
      next();
    });
  };
}

/** 499, as proxies write it, where the client left before its answer was complete. */
const statusOf = (response: Response): number => (response.writableFinished ? response.statusCode : 499);
