import { randomUUID } from 'node:crypto';
import type { RouteSpec } from '@mojian/contracts/route';
import type { Metrics } from '@mojian/telemetry/metrics';
import { currentContext, runInContext } from '@mojian/telemetry/request-context';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

const routes = new WeakMap<Request, RouteSpec>();

/** The contract route that a request met, if it met one. */
export const handledRoute = (request: Request): RouteSpec | undefined => routes.get(request);

/** Called once by the guard. */
export function rememberRoute(request: Request, route: RouteSpec): void {
  routes.set(request, route);
}

/** First middleware of a service: gives each request its context and its `X-Request-ID`, and counts it when it is answered. */
export function observeRequests(metrics: Metrics): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const startedAt = performance.now();
    response.once('close', () => {
      metrics.observeHttp({
        method: request.method,
        route: handledRoute(request)?.id ?? 'none',
        status: response.statusCode,
        seconds: (performance.now() - startedAt) / 1000,
      });
    });
    runInContext({ requestId: requestIdOf(request) }, () => {
      response.setHeader('x-request-id', currentContext()?.requestId ?? '');
      next();
    });
  };
}

const requestIdOf = (request: Request): string => {
  const sent = request.get('x-request-id');
  return sent && /^[\w-]{1,64}$/.test(sent) ? sent : randomUUID();
};
