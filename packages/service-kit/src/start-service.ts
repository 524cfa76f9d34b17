import type { Server } from 'node:http';
import type { RouteSpec, ServiceName } from '@mojian/contracts/route';
import type { Logger } from '@mojian/telemetry/logger';
import { createMetrics, type Metrics } from '@mojian/telemetry/metrics';
import { startMetricsServer } from '@mojian/telemetry/metrics-server';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { assertRoutesHandled } from './assert-routes-handled.js';
import { checkReady, type ReadyChecks } from './check-ready.js';
import { ErrorFilter, type ErrorFilterOptions } from './error.filter.js';
import { eventTransport } from './event-transport.js';
import { IdentityGuard } from './identity.guard.js';
import { nestLogger } from './nest-logger.js';
import { observeRequests } from './observe-request.js';
import { endWithProcess } from './process-end.js';
import { RenderInterceptor } from './render.interceptor.js';

export interface ServiceOptions extends Omit<ErrorFilterOptions, 'logger'> {
  readonly name: ServiceName;
  readonly module: Type<object> | DynamicModule;
  /** All routes of the contract: this service must handle those it owns. */
  readonly routes: readonly RouteSpec[];
  readonly controllers: readonly Type<object>[];
  readonly host: string;
  readonly port: number;
  readonly metricsPort: number;
  readonly identityKey: string;
  readonly logger: Logger;
  readonly ready: ReadyChecks;
  /** Bytes of a request body, for routes that set no limit; 1 MB unless told. */
  readonly bodyLimit?: number;
  /** When the service has metrics of its own; made here otherwise. */
  readonly metrics?: Metrics;
  /** When its controllers hear events (`@OnEvent`). */
  readonly events?: { readonly redisUrl: string };
}

export interface RunningService {
  /** The ports in use: those asked for, or those the system chose for 0. */
  readonly port: number;
  readonly metricsPort: number;
  /** Lets requests under way finish for 8 s, then breaks them off; closes everything. */
  readonly close: () => Promise<void>;
}

const drainMs = 8000;
/** Longer than any client of ours keeps an idle connection, so that none meets one that is just being closed. */
const keepAliveMs = 65_000;

/** Boots a service: everything that all of them do alike. Rejects when a contract route has no handler. */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const { name, logger } = options;
  assertRoutesHandled(name, options.routes, options.controllers);
  const metrics = options.metrics ?? createMetrics(name);
  const app = await createApp(options, metrics);
  if (options.events) {
    app.connectMicroservice(eventTransport({ redisUrl: options.events.redisUrl, logger, name }));
    await app.startAllMicroservices();
  }
  const server: Server = await app.listen(options.port, options.host);
  server.keepAliveTimeout = keepAliveMs;
  const internal = await startMetricsServer({
    port: options.metricsPort,
    host: options.host,
    registry: metrics.registry,
    health: () => checkReady(options.ready),
  });
  const close = async (): Promise<void> => {
    forgetProcess();
    await drain(server);
    await app.close();
    await internal.close();
  };
  const forgetProcess = endWithProcess({ logger, close });
  const port = portOf(server, options.port);
  logger.info('service.started', { port, metrics_port: internal.port });
  return { port, metricsPort: internal.port, close };
}

async function createApp(options: ServiceOptions, metrics: Metrics): Promise<NestExpressApplication> {
  const { name: service, identityKey, bodyLimit, logger, errorPage, translateError } = options;
  const app = await NestFactory.create<NestExpressApplication>(options.module, {
    // The guard reads bodies, once it knows who asks and how much the route allows.
    bodyParser: false,
    abortOnError: false,
    logger: nestLogger(logger),
  });
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(observeRequests(metrics));
  app.useGlobalGuards(new IdentityGuard({ service, identityKey, ...(bodyLimit && { bodyLimit }) }));
  app.useGlobalInterceptors(new RenderInterceptor());
  app.useGlobalFilters(
    new ErrorFilter({ logger, ...(errorPage && { errorPage }), ...(translateError && { translateError }) }),
  );
  return app;
}

function portOf(server: Server, asked: number): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : asked;
}

/** Takes no new connection, closes each as its last answer is out, and after a while those that remain. */
async function drain(server: Server): Promise<void> {
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const deadline = setTimeout(() => server.closeAllConnections(), drainMs);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearInterval(sweep);
  clearTimeout(deadline);
}
