import { AppError } from '@mojian/contracts/app-error';
import type { RouteSpec } from '@mojian/contracts/route';
import type { Logger } from '@mojian/telemetry/logger';
import type { Metrics } from '@mojian/telemetry/metrics';
import express, { type Express, type RequestHandler, Router } from 'express';
import { allowOrigins } from './allow-origins.js';
import { checkHeaders } from './check-headers.js';
import type { AllowedHosts } from './check-host.js';
import { checkPath } from './check-path.js';
import type { createClientOf } from './client-of.js';
import { cutSlowBodies } from './cut-slow-bodies.js';
import { beginExchange } from './exchange.js';
import { boundLoad, type LoadBounds } from './load-bounds.js';
import { mountRoutes } from './mount-routes.js';
import { type AnswerFailure, renderFailure } from './render-failure.js';
import { securityHeaders } from './security-headers.js';

export interface AppOptions {
  /** The app's own origin, or the one of the cards, which shares no route with it but /health. */
  readonly listener: 'app' | 'card';
  readonly routes: readonly RouteSpec[];
  /** '' or a path like `/postcards`, in front of everything. */
  readonly basePath: string;
  readonly clientOf: ReturnType<typeof createClientOf>;
  readonly allowedHosts: AllowedHosts;
  readonly corsOrigins: readonly string[];
  readonly https: boolean;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly load: LoadBounds;
  /** A body that makes no progress for so long is cut off, ms. */
  readonly bodyStallMs: number;
  readonly admit: (route: RouteSpec) => readonly RequestHandler[];
  readonly forward: (route: RouteSpec) => RequestHandler;
  readonly own: Readonly<Record<string, RequestHandler>>;
  /** What is served besides the contract: the client, the API document. */
  readonly pages: readonly RequestHandler[];
  readonly answer: AnswerFailure;
}

/** The order of a request's steps; within a route those of `admit`, then the answer (mount-routes.ts). */
export function createApp(options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);

  app.use(beginExchange(options));
  app.use(boundLoad(options.load, probePaths(options)));
  app.use(cutSlowBodies(options.bodyStallMs));
  app.use(securityHeaders(options));
  app.use(checkPath);
  app.use(checkHeaders(options.allowedHosts));
  app.use(allowOrigins(options.corsOrigins));
  app.use(options.basePath === '' ? '/' : options.basePath, routerOf(options));
  app.use(notFound);
  app.use(renderFailure(options.answer));
  return app;
}

/** Paths of the gateway's own routes, by which others see how it is. */
const probePaths = ({ routes, basePath }: AppOptions): ReadonlySet<string> =>
  new Set(routes.filter(({ owner }) => owner === 'gateway').map(({ path }) => `${basePath}${path}`));

function routerOf(options: AppOptions): Router {
  const router = Router({ strict: true, caseSensitive: true });
  mountRoutes(router, options);
  for (const page of options.pages) router.use(page);
  return router;
}

const notFound: RequestHandler = (request) => {
  throw new AppError('ROUTE_NOT_FOUND', `no route for ${request.method} ${request.path}`);
};
