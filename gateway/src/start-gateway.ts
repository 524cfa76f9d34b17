import type { AppError } from '@mojian/contracts/app-error';
import type { RouteSpec } from '@mojian/contracts/route';
import { connectRedis } from '@mojian/redis/connect';
import { subscribeEvents } from '@mojian/redis/events';
import { startMetricsServer } from '@mojian/telemetry/metrics-server';
import type { Response } from 'express';
import { type AppOptions, createApp } from './app.js';
import { boundSockets } from './bound-sockets.js';
import { checkHandshake, requireUpgrade } from './check-handshake.js';
import { createClientOf } from './client-of.js';
import { createSteps, type Steps } from './create-steps.js';
import { docsPage } from './docs-page.js';
import { exchangeOf } from './exchange.js';
import { createForward } from './forward.js';
import { readyReport } from './health.js';
import { credentialOf, type Endable } from './open-streams.js';
import { serve } from './serve.js';
import type { GatewaySettings } from './settings.js';
import { createUpgrade } from './upgrade.js';
import { type StreamWatch, watchStreams } from './watch-streams.js';
import { webClient } from './web-client.js';

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
  const { streams, users, refusals } = steps;
  const events = subscribeEvents(subscriber, steps.reactions, logger);
  const watch = watchStreams({ streams, endedSessions: users.endedSessions, subscriber, logger });
  const listening = { host, patience: settings.patience, onRefused: tellRefusal(steps) };
  const upgrades = createApp(upgradeOptions(settings, steps, watch));
  const app = await serve(createApp(appOptions(settings, steps, watch)), {
    ...listening,
    port: settings.port,
    upgrades,
  });
  // No WebSocket is a card's: there all of them are 404.
  const noUpgrades = createApp({ ...cardOptions(settings, steps), routes: [] });
  const cards = await serve(createApp(cardOptions(settings, steps)), {
    ...listening,
    port: settings.cardPort,
    upgrades: noUpgrades,
  });
  const internal = await startMetricsServer({
    port: settings.metricsPort,
    host,
    registry: metrics.registry,
    health: async () => readyReport(await steps.readiness()),
  });
  logger.info('gateway.started', { port: app.port, card_port: cards.port, metrics_port: internal.port });
  const close = async (): Promise<void> => {
    watch.close();
    streams.endAll();
    await steps.departure.announce();
    await Promise.all([app.close(drainMs), cards.close(drainMs)]);
    await Promise.all([internal.close(), events.close(), refusals?.close()]);
    redis.disconnect();
    subscriber.disconnect();
  };
  return { port: app.port, cardPort: cards.port, metricsPort: internal.port, close };
}

/** What was no request that could be read has nothing but the address that it came from. */
const tellRefusal =
  ({ refusals }: Steps) =>
  (error: AppError, address: string): void => {
    const unread = { requestId: null, routeId: undefined, user: undefined, method: null, path: '', agent: undefined };
    refusals?.tell({ ...unread, address }, error);
  };

function commonOptions(settings: GatewaySettings, steps: Steps) {
  const { routes, basePath, publicOrigin, logger, metrics, allowedHosts, patience, trustedProxies } = settings;
  const { answer, own, load } = steps;
  return {
    routes,
    basePath,
    allowedHosts,
    clientOf: createClientOf(trustedProxies),
    https: publicOrigin?.protocol === 'https:',
    bodyStallMs: patience.bodyStallMs,
    logger,
    metrics,
    answer,
    own,
    load,
    admit: (route: RouteSpec) => (route.socket ? [requireUpgrade] : steps.admit(route)),
  };
}

function appOptions(settings: GatewaySettings, steps: Steps, watch: StreamWatch): AppOptions {
  const { routes, version, basePath, identityKey, serviceUrls, publicOrigin } = settings;
  const forward = createForward({
    serviceUrls,
    identityKey,
    basePath,
    publicOrigin,
    stripCookies: false,
    answer: steps.answer,
    onAnswer: (route, response) => followCaller(route, response, { ...steps, watch }),
  });
  const pages = [docsPage({ routes, version, basePath }), webClient(settings.webClientFolder)];
  return { ...commonOptions(settings, steps), listener: 'app', corsOrigins: settings.corsOrigins, forward, pages };
}

/** Requests for a WebSocket pass the same steps as all others, to the routes that are WebSockets and nowhere else. */
function upgradeOptions(settings: GatewaySettings, steps: Steps, watch: StreamWatch): AppOptions {
  const { routes, basePath, identityKey, serviceUrls, publicOrigin, corsOrigins, patience } = settings;
  const forward = createUpgrade({
    serviceUrls,
    identityKey,
    basePath,
    publicOrigin,
    silentMs: patience.silentSocketMs,
    onOpen: (socket, response) => followStream(socket, response, { ...steps, watch }),
  });
  const handshake = checkHandshake({ publicOrigin, corsOrigins });
  const bound = boundSockets(settings.load.maxSocketsPerUser);
  return {
    ...commonOptions(settings, steps),
    listener: 'app',
    corsOrigins,
    routes: routes.filter(({ socket }) => socket),
    admit: (route) => [handshake, ...steps.admit(route), bound],
    forward,
    pages: [],
  };
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

interface Following extends Pick<Steps, 'streams' | 'forgetUser'> {
  readonly watch: StreamWatch;
}

/**
 * Others hear of a logout or a new password by an event; whoever sent it must not find alive here a moment later what it
 * has ended.
 */
function followCaller(route: RouteSpec, response: Response, following: Following): void {
  if (route.stream) {
    const once: Endable['once'] = (event, listener) => response.once(event, listener);
    followStream({ once, end: () => response.destroy() }, response, following);
  }
  const { user } = exchangeOf(response);
  if (user && route.credential === 'session' && route.method !== 'GET') following.forgetUser(user.id);
}

/** A stream is remembered, to be ended with its session or key. */
function followStream(stream: Endable, response: Response, { streams, watch }: Following): void {
  const { user } = exchangeOf(response);
  if (!user) return;
  streams.add(user, stream);
  const credential = credentialOf(user);
  if (credential !== undefined) watch.recheck(credential);
}
