import type { Server } from 'node:http';
import { type AuditBuffer, createAuditBuffer } from '@mojian/audit/audit-buffer';
import type { AuditEntry } from '@mojian/contracts/audit';
import type { RouteSpec, ServiceName } from '@mojian/contracts/route';
import type { Logger } from '@mojian/telemetry/logger';
import { createMetrics, type Metrics } from '@mojian/telemetry/metrics';
import { startMetricsServer } from '@mojian/telemetry/metrics-server';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import express, { type Express } from 'express';
import { assertRoutesGuarded } from './assert-access.js';
import { assertRoutesHandled } from './assert-routes-handled.js';
import { AuditInterceptor } from './audit-requests.js';
import { checkReady, type ReadyChecks } from './check-ready.js';
import { drainServer } from './drain-server.js';
import { ErrorFilter, type ErrorFilterOptions } from './error.filter.js';
import { eventTransport } from './event-transport.js';
import { IdentityGuard } from './identity.guard.js';
import { nestLogger } from './nest-logger.js';
import { observeRequests } from './observe-request.js';
import { assertOwnersKnown, type OwnerLookups } from './ownership.js';
import { endWithProcess } from './process-end.js';
import { RenderInterceptor } from './render.interceptor.js';

export interface ServiceOptions extends Omit<ErrorFilterOptions, 'logger' | 'audit'> {
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
  /** How the owner of what a path names is found, by resource. */
  readonly owners?: OwnerLookups;
  /** Keeps audit rows that belong to no transaction; absent where a service changes nothing, or auditing is off. */
  readonly appendAudit?: (entries: readonly AuditEntry[]) => Promise<void>;
  /** False only by SECURITY_RBAC_ENABLED: then nobody's permissions are checked. */
  readonly checkPermissions?: boolean;
  /** False only by SECURITY_INPUT_VALIDATION_ENABLED: then audit rows say nothing of what input looks like. */
  readonly inspectInput?: boolean;
}

export interface RunningService {
  /** The ports in use: those asked for, or those the system chose for 0. */
  readonly port: number;
  readonly metricsPort: number;
  /** Lets requests under way finish for 8 s, then breaks them off; closes everything. */
  readonly close: () => Promise<void>;
}

/** Longer than any client of ours keeps an idle connection, so that none meets one that is just being closed. */
const keepAliveMs = 65_000;

/** Boots a service: everything that all of them do alike. Rejects when a contract route has no handler. */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const { name, logger } = options;
  assertRoutesHandled(name, options.routes, options.controllers);
  assertRoutesGuarded(options.routes);
  assertOwnersKnown(name, options.routes, options.owners ?? {});
  const metrics = options.metrics ?? createMetrics(name);
  const audit = openAudit(options, metrics);
  const app = await createApp(options, { metrics, audit });
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
    await drainServer(server);
    await audit?.close();
    await app.close();
    await internal.close();
  };
  const forgetProcess = endWithProcess({ logger, close });
  const port = portOf(server, options.port);
  logger.info('service.started', { port, metrics_port: internal.port });
  return { port, metricsPort: internal.port, close };
}

/** Rows that wait are written every 200 ms, and once more at the end, while the database is still there. */
function openAudit(options: ServiceOptions, metrics: Metrics): AuditBuffer | undefined {
  const { appendAudit, logger, translateError = (error: unknown) => error } = options;
  if (!appendAudit) return undefined;
  const dropped = metrics.counter('audit_rows_dropped_total', 'Audit rows lost because too many waited');
  const write = async (entries: readonly AuditEntry[]): Promise<void> => {
    try {
      await appendAudit(entries);
    } catch (error) {
      throw translateError(error);
    }
  };
  return createAuditBuffer({ write, logger, onDropped: dropped });
}

interface Kit {
  readonly metrics: Metrics;
  readonly audit: AuditBuffer | undefined;
}

/** Nest adds to the router as soon as it has it, which then reads no setting any more. */
function createExpress(): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // A path is one string, for the gateway that has authorised it as for the service that is asked by it.
  app.enable('case sensitive routing');
  app.enable('strict routing');
  return app;
}

async function createApp(options: ServiceOptions, { metrics, audit }: Kit): Promise<NestExpressApplication> {
  const { name: service, identityKey, bodyLimit, logger, errorPage, translateError } = options;
  const { owners = {}, checkPermissions = true, inspectInput = true } = options;
  const app = await NestFactory.create<NestExpressApplication>(options.module, new ExpressAdapter(createExpress()), {
    // The guard reads bodies, once it knows who asks and how much the route allows.
    bodyParser: false,
    abortOnError: false,
    logger: nestLogger(logger),
  });
  app.use(observeRequests(metrics));
  const guarding = { service, identityKey, owners, checkPermissions, inspectInput, audit: audit !== undefined };
  app.useGlobalGuards(new IdentityGuard({ ...guarding, ...(bodyLimit && { bodyLimit }) }));
  app.useGlobalInterceptors(new RenderInterceptor(), ...(audit ? [new AuditInterceptor(audit)] : []));
  const filtering = { ...(errorPage && { errorPage }), ...(translateError && { translateError }) };
  app.useGlobalFilters(new ErrorFilter({ logger, ...filtering, ...(audit && { audit }) }));
  return app;
}

function portOf(server: Server, asked: number): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : asked;
}
