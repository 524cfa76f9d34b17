import { createTokenVerifier } from '@mojian/auth/access-token';
import { sessionRevoked } from '@mojian/contracts/events';
import type { RouteSpec } from '@mojian/contracts/route';
import { logout } from '@mojian/contracts/routes/auth.routes';
import { connectRedis } from '@mojian/redis/connect';
import { onEvent, subscribeEvents } from '@mojian/redis/events';
import type { Logger } from '@mojian/telemetry/logger';
import type { Metrics } from '@mojian/telemetry/metrics';
import { startMetricsServer } from '@mojian/telemetry/metrics-server';
import type { Redis } from 'ioredis';
import type { z } from 'zod';
import { type AppOptions, createApp } from './app.js';
import { checkAccess } from './check-access.js';
import { countRequests } from './count-requests.js';
import { docsPage } from './docs-page.js';
import { exchangeOf } from './exchange.js';
import { createForward, type ForwardOptions } from './forward.js';
import { createReadiness, healthHandlers } from './health.js';
import { type LimitOverrides, limitRate } from './limit-rate.js';
import { createOpenStreams } from './open-streams.js';
import { answerFailure } from './render-failure.js';
import { serve } from './serve.js';
import { createSessionStates } from './session-states.js';
import { createUserService } from './user-service.js';
import { webClient } from './web-client.js';

export interface GatewaySettings {
  readonly routes: readonly RouteSpec[];
  readonly version: string;
  readonly host: string;
  readonly port: number;
  readonly cardPort: number;
  readonly metricsPort: number;
  readonly basePath: string;
  readonly publicOrigin: URL | undefined;
  readonly corsOrigins: readonly string[];
  readonly trustedHops: number;
  readonly limits: LimitOverrides;
  readonly redisUrl: string;
  readonly identityKey: string;
  readonly serviceUrls: ForwardOptions['serviceUrls'];
  /** Folder of the built browser client. */
  readonly webClientFolder: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** ms since the epoch. */
  readonly clock: () => number;
}

export interface Gateway {
  readonly port: number;
  readonly cardPort: number;
  readonly metricsPort: number;
  readonly close: () => Promise<void>;
}

/** What is under way may end within this time; then its connections are broken. */
const drainMs = 8000;

/** Both listeners of the gateway, and its metrics. */
export async function startGateway(settings: GatewaySettings): Promise<Gateway> {
  const { host, logger, metrics, redisUrl } = settings;
  const redis = await connectRedis(redisUrl, { role: 'request', logger, name: 'gateway' });
  const subscriber = await connectRedis(redisUrl, { role: 'subscriber', logger, name: 'gateway:events' });
  const steps = createSteps(settings, redis);
  const events = subscribeEvents(subscriber, [onEvent(sessionRevoked, steps.forget)], logger);
  const app = await serve(createApp(appOptions(settings, steps)), { host, port: settings.port });
  const cards = await serve(createApp(cardOptions(settings, steps)), { host, port: settings.cardPort });
  const internal = await startMetricsServer({
    port: settings.metricsPort,
    host,
    registry: metrics.registry,
    health: async () => report(await steps.readiness()),
  });
  logger.info('gateway.started', { port: app.port, card_port: cards.port, metrics_port: internal.port });
  const close = async (): Promise<void> => {
    steps.streams.endAll();
    await Promise.all([app.close(drainMs), cards.close(drainMs)]);
    await Promise.all([internal.close(), events.close()]);
    redis.disconnect();
    subscriber.disconnect();
  };
  return { port: app.port, cardPort: cards.port, metricsPort: internal.port, close };
}

const report = (checks: Readonly<Record<string, boolean>>) => ({
  ready: Object.values(checks).every(Boolean),
  checks: Object.fromEntries(Object.entries(checks).map(([name, isUp]) => [name, isUp ? 'up' : 'no answer'])),
});

type Revocation = z.output<typeof sessionRevoked.schema>;
type Steps = ReturnType<typeof createSteps>;

/** What both listeners share. */
function createSteps(settings: GatewaySettings, redis: Redis) {
  const { logger, metrics, clock, identityKey, serviceUrls } = settings;
  const users = createUserService({ url: serviceUrls.user, identityKey });
  const verifier = createTokenVerifier({ jwks: users.jwks, clock: () => new Date(clock()) });
  const sessions = createSessionStates({ ask: users.sessionState, clock });
  const streams = createOpenStreams();
  const inProcess = metrics.gauge('rate_limiter_in_process', '1 while requests are counted in this process only');
  const setInProcess = (is: boolean): void => inProcess(is ? 1 : 0);
  const hit = countRequests({ redis, clock, logger, setInProcess });
  const readiness = createReadiness({ serviceUrls, redis, clock });
  return {
    answer: answerFailure(logger),
    checkAccess: (route: RouteSpec) => checkAccess(route, { verifier, sessions, clock }),
    limitRate: (route: RouteSpec) => limitRate(route, { overrides: settings.limits, hit }),
    readiness,
    own: healthHandlers({ readiness, version: settings.version }),
    sessions,
    streams,
    forget: (revoked: Revocation): void => {
      if (revoked.session_id === null) sessions.dropUser(revoked.user_id);
      else sessions.drop(revoked.session_id);
      streams.end(revoked);
    },
  };
}

function commonOptions(settings: GatewaySettings, steps: Steps) {
  const { routes, basePath, trustedHops, publicOrigin, logger, metrics } = settings;
  const { answer, own, limitRate: limit, checkAccess: access } = steps;
  const https = publicOrigin?.protocol === 'https:';
  return { routes, basePath, trustedHops, https, logger, metrics, answer, own, limitRate: limit, checkAccess: access };
}

function appOptions(settings: GatewaySettings, steps: Steps): AppOptions {
  const { routes, version, basePath, identityKey, serviceUrls, publicOrigin } = settings;
  const forward = createForward({
    serviceUrls,
    identityKey,
    basePath,
    publicOrigin,
    stripCookies: false,
    answer: steps.answer,
    onAnswer: followSession(steps),
  });
  const pages = [docsPage({ routes, version, basePath }), webClient(settings.webClientFolder)];
  return { ...commonOptions(settings, steps), listener: 'app', corsOrigins: settings.corsOrigins, forward, pages };
}

/** The cards' own origin: its name is the Host header's, since the app's public one is another. */
function cardOptions(settings: GatewaySettings, steps: Steps): AppOptions {
  const { basePath, identityKey, serviceUrls } = settings;
  const forward = createForward({
    serviceUrls,
    identityKey,
    basePath,
    publicOrigin: undefined,
    stripCookies: true,
    answer: steps.answer,
    onAnswer: () => undefined,
  });
  return { ...commonOptions(settings, steps), listener: 'card', corsOrigins: [], forward, pages: [] };
}

/**
 * A stream is remembered, to be ended with its session. Others hear of a logout by an event; whoever sent it must not
 * find its session alive here a moment later.
 */
const followSession =
  ({ sessions, streams }: Steps): ForwardOptions['onAnswer'] =>
  (route, response) => {
    const { user } = exchangeOf(response);
    if (!user) return;
    if (route.stream) streams.add(user, response);
    if (route.id === logout.id && user.sessionId) sessions.drop(user.sessionId);
  };
