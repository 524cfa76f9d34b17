import { AppError } from '@mojian/contracts/app-error';
import type { RouteSpec } from '@mojian/contracts/route';
import type { Logger } from '@mojian/telemetry/logger';
import type { Metrics } from '@mojian/telemetry/metrics';
import express, { type Express, type RequestHandler, Router } from 'express';
import { allowOrigins } from './allow-origins.js';
import { checkHeaders } from './check-headers.js';
import { checkPath } from './check-path.js';
import { beginExchange } from './exchange.js';
import { mountRoutes } from './mount-routes.js';
import { type AnswerFailure, renderFailure } from './render-failure.js';
import { securityHeaders } from './security-headers.js';

export interface AppOptions {
  /** The app's own origin, or the one of the cards, which shares no route with it but /health. */
  readonly listener: 'app' | 'card';
  readonly routes: readonly RouteSpec[];
  /** '' or a path like `/postcards`, in front of everything. */
  readonly basePath: string;
  /** How many proxies in front of the gateway are ours and may say who the client is. */
  readonly trustedHops: number;
  readonly corsOrigins: readonly string[];
  readonly https: boolean;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly checkAccess: (route: RouteSpec) => RequestHandler;
  readonly limitRate: (route: RouteSpec) => RequestHandler;
  readonly forward: (route: RouteSpec) => RequestHandler;
  readonly own: Readonly<Record<string, RequestHandler>>;
  /** What is served besides the contract: the client, the API document. */
  readonly pages: readonly RequestHandler[];
  readonly answer: AnswerFailure;
}

/** The order of a request's steps; within a route body limit, identity, rate limit, forward (mount-routes.ts). */
export function createApp(options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', options.trustedHops);
  app.set('query parser', false);

  app.use(beginExchange(options.basePath, options));
  app.use(securityHeaders(options));
  app.use(checkPath);
  app.use(checkHeaders);
  app.use(allowOrigins(options.corsOrigins));
  app.use(options.basePath === '' ? '/' : options.basePath, routerOf(options));
  app.use(notFound);
  app.use(renderFailure(options.answer));
  return app;
}

function routerOf(options: AppOptions): Router {
  const router = Router({ strict: true, caseSensitive: true });
  mountRoutes(router, options);
  for (const page of options.pages) router.use(page);
  return router;
}

const notFound: RequestHandler = (request) => {
  throw new AppError('ROUTE_NOT_FOUND', `no route for ${request.method} ${request.path}`);
};
