import { createTokenVerifier } from '@mojian/auth/access-token';
import { apiKeyRevoked, sessionRevoked, userChanged } from '@mojian/contracts/events';
import type { RouteSpec } from '@mojian/contracts/route';
import { type EventReaction, onEvent } from '@mojian/redis/events';
import type { RequestHandler } from 'express';
import type { Redis } from 'ioredis';
import { type Access, createAccess } from './access.js';
import { admitCaller } from './admit-caller.js';
import { brakeRoute } from './brake-route.js';
import { checkBody } from './check-body.js';
import { countRequests } from './count-requests.js';
import { createDeparture, type Departure } from './departure.js';
import { createFreshAnswers, type FreshAnswers } from './fresh-answers.js';
import { healthHandlers } from './health.js';
import { type CountRequest, createLimiter, type HitWindows } from './limit-rate.js';
import { boundStreams, createLoadBounds, type LoadBounds } from './load-bounds.js';
import { createOpenStreams, type OpenStreams } from './open-streams.js';
import { type Checks, createReadiness } from './readiness.js';
import { createRefusals, type Refusals } from './refusals.js';
import { type AnswerFailure, answerFailure } from './render-failure.js';
import { createRouteBrake } from './route-brake.js';
import type { GatewaySettings } from './settings.js';
import { type ApiKeyState, createUserService, type SessionState, type UserService } from './user-service.js';

/** What both listeners share. */
export interface Steps extends Known, Admission {
  readonly users: UserService;
  readonly streams: OpenStreams;
  /** Undefined where nothing is audited. */
  readonly refusals: Refusals | undefined;
  readonly readiness: () => Promise<Checks>;
  readonly departure: Departure;
  readonly answer: AnswerFailure;
  readonly own: Readonly<Record<string, RequestHandler>>;
  readonly reactions: readonly EventReaction[];
}

export function createSteps(settings: GatewaySettings, redis: Redis): Steps {
  const { logger, metrics, clock, identityKey, serviceUrls, readyUrls } = settings;
  const users = createUserService({ urls: serviceUrls.user, identityKey });
  const streams = createOpenStreams(metrics.gauge('open_streams', 'Streams of known callers that are open'));
  const onDropped = metrics.counter('audit_rows_dropped_total', 'Audit rows lost because too many waited');
  const refusals = settings.protection.auditRefusals
    ? createRefusals({ write: users.recordRefusals, logger, onDropped, clock })
    : undefined;
  const inProcess = metrics.gauge('rate_limiter_in_process', '1 while requests are counted in this process only');
  const counts = countRequests({ redis, clock, logger, setInProcess: (is) => inProcess(is ? 1 : 0) });
  const readiness = createReadiness({ readyUrls, redis, clock });
  const departure = createDeparture();
  const known = createKnown(settings, users);
  const admission = createAdmission(settings, { access: known.access, hit: counts.hit });
  return {
    ...known,
    users,
    streams,
    refusals,
    readiness,
    departure,
    ...admission,
    answer: answerFailure(logger, refusals),
    own: healthHandlers({ readiness, departure, countsAlone: counts.isInProcess, version: settings.version }),
    reactions: reactionsTo(known, streams),
  };
}

/** What is known of callers for a moment, and who may pass by it. */
interface Known {
  readonly access: Access;
  readonly sessions: FreshAnswers<SessionState>;
  readonly apiKeys: FreshAnswers<ApiKeyState>;
  readonly forgetUser: (userId: string) => void;
}

function createKnown(settings: GatewaySettings, users: UserService): Known {
  const { clock, adminAddresses, protection } = settings;
  const verifier = createTokenVerifier({ jwks: users.jwks, clock: () => new Date(clock()) });
  const sessions = createFreshAnswers({ ask: users.sessionState, clock });
  const apiKeys = createFreshAnswers({ ask: users.apiKeyState, clock });
  const { verifyTokens } = protection;
  const access = createAccess({ verifier, sessions, apiKeys, clock, adminAddresses, verifyTokens });
  const forgetUser = (userId: string): void => {
    sessions.dropWhere((state) => state.user_id === userId);
    apiKeys.dropWhere((state) => state.user_id === userId);
  };
  return { access, sessions, apiKeys, forgetUser };
}

interface Admission {
  readonly load: LoadBounds;
  readonly count: CountRequest;
  readonly admit: (route: RouteSpec) => readonly RequestHandler[];
}

interface Admitting {
  readonly access: Access;
  readonly hit: HitWindows;
}

function createAdmission(
  { metrics, clock, logger, ...settings }: GatewaySettings,
  { access, hit }: Admitting,
): Admission {
  const shed = metrics.counter('requests_shed_total', 'Requests turned away because too much was under way or failed');
  const onShed = (): void => shed(1);
  const load = createLoadBounds({ ...settings.load, onShed });
  const onChange = (route: string, braked: boolean): void => logger.warn('route.braked', { route, braked });
  const brake = settings.protection.brakeRoutes ? createRouteBrake({ clock, onShed, onChange }) : undefined;
  const count = createLimiter({ overrides: settings.limits, hit, enabled: settings.protection.limitRates });
  const admit = (route: RouteSpec): readonly RequestHandler[] => {
    if (route.owner === 'gateway') return [];
    const steps = [
      brake && brakeRoute(route, brake),
      boundStreams(route, load),
      checkBody(route),
      admitCaller(route, { access, count }),
    ];
    return steps.filter((step) => step !== undefined);
  };
  return { admit, load, count };
}

/** What was known is forgotten first: a stream that is broken off comes back at once. */
function reactionsTo({ sessions, apiKeys, forgetUser }: Known, streams: OpenStreams): EventReaction[] {
  const endUser = (userId: string): void => {
    forgetUser(userId);
    streams.endUser(userId);
  };
  return [
    onEvent(sessionRevoked, ({ user_id, session_id }) => {
      if (session_id === null) return endUser(user_id);
      sessions.drop(session_id);
      streams.endCredential(session_id);
    }),
    onEvent(userChanged, ({ user_id }) => endUser(user_id)),
    onEvent(apiKeyRevoked, ({ key_id }) => {
      apiKeys.dropWhere((state) => state.key_id === key_id);
      streams.endCredential(key_id);
    }),
  ];
}
