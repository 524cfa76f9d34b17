import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { Writable } from 'node:stream';
import { signAccessToken } from '@mojian/auth/access-token';
import { deriveSigningKey } from '@mojian/auth/signing-keys';
import { allRoutes } from '@mojian/contracts/routes/all-routes';
import { createLogger } from '@mojian/telemetry/logger';
import { createMetrics } from '@mojian/telemetry/metrics';
import { testRedis } from '@mojian/testing/test-redis';
import { defaultPatience } from './serve.js';
import type { GatewaySettings } from './settings.js';
import { type Gateway, startGateway } from './start-gateway.js';
import { json, startUpstream, type Upstream } from './upstream.fixture.js';

interface Sent {
  readonly method?: string;
  /** Exactly as it goes out. */
  readonly path: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string;
  readonly to?: 'app' | 'card';
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface LoggedIn {
  readonly userId: string;
  readonly sessionId: string;
  readonly token: string;
  readonly headers: { readonly authorization: string };
}

interface MadeKey {
  readonly key: string;
  readonly keyId: string;
  readonly userId: string;
  /** Where the user service is asked about it. */
  readonly path: string;
  /** From now on the user service says that it has ended. */
  readonly end: () => void;
}

export interface GatewayFixture {
  readonly gateway: Gateway;
  readonly redisUrl: string;
  readonly upstreams: Readonly<Record<'user' | 'postcard' | 'agent', Upstream>>;
  readonly log: Record<string, unknown>[];
  readonly metrics: () => Promise<string>;
  readonly send: (sent: Sent) => Promise<Reply>;
  /** What comes back for these bytes: all of it until the gateway ends the connection, or its head. */
  readonly raw: (bytes: string, to?: 'app' | 'card') => Promise<string>;
  readonly logIn: (options?: { lifeSeconds?: number; state?: Record<string, unknown> }) => Promise<LoggedIn>;
  /** Changes what the user service says of a session. */
  readonly setState: (session: LoggedIn, state: Record<string, unknown>) => void;
  readonly makeKey: (state?: Record<string, unknown>) => MadeKey;
  readonly advance: (seconds: number) => void;
  /** From now on time passes by `advance` alone. */
  readonly holdClock: () => void;
  readonly close: () => Promise<void>;
}

export const mini = '/api/v1/miniprogram';
export const identityKey = 'an internal identity key for specs only';

export async function startFixture(changed: Partial<GatewaySettings> = {}): Promise<GatewayFixture> {
  const redis = await testRedis();
  const [user, postcard, agent] = await Promise.all([startUpstream(), startUpstream(), startUpstream()]);
  const key = await deriveSigningKey('a secret of the specs, long enough to be one');
  user.answer('/.well-known/jwks.json', json({ keys: [key.publicJwk] }));
  for (const service of [user, postcard, agent]) service.answer('/ready', json({ ready: true, checks: {} }));
  const log: Record<string, unknown>[] = [];
  const stream = new Writable({
    write: (line, _encoding, done) => {
      log.push(JSON.parse(String(line)));
      done();
    },
  });
  const metrics = createMetrics('gateway');
  let shiftMs = 0;
  let heldAt: number | undefined;
  const clock = (): number => (heldAt ?? Date.now()) + shiftMs;
  const gateway = await startGateway({
    routes: allRoutes,
    version: '0.0.0',
    host: '127.0.0.1',
    port: 0,
    cardPort: 0,
    metricsPort: 0,
    basePath: '',
    publicOrigin: undefined,
    corsOrigins: [],
    trustedProxies: 0,
    allowedHosts: new Set(['gateway', 'g']),
    adminAddresses: undefined,
    limits: {},
    load: { maxRequests: 1000, maxStreams: 5000, maxSocketsPerUser: 20 },
    protection: { verifyTokens: true, limitRates: true, auditRefusals: false, brakeRoutes: true },
    patience: defaultPatience,
    redisUrl: redis.url,
    identityKey,
    serviceUrls: { user: [user.url], postcard: [postcard.url], agent: [agent.url] },
    readyUrls: { user: [`${user.url}/ready`], postcard: [`${postcard.url}/ready`], agent: [`${agent.url}/ready`] },
    webClientFolder: '/nonexistent',
    logger: createLogger({ service: 'gateway', level: 'info', stream }),
    metrics,
    clock,
    ...changed,
  });
  const portOf = (to: 'app' | 'card' = 'app'): number => (to === 'card' ? gateway.cardPort : gateway.port);
  const ended = new Set<string>();
  user.answer('/internal/ended-sessions', (response, received) => {
    const ids = new URL(received.url, user.url).searchParams.get('ids')?.split(',') ?? [];
    json({ ended: ids.filter((id) => ended.has(id)) })(response, received);
  });
  const setState = (session: { userId: string; sessionId: string }, state: Record<string, unknown>): void => {
    const alive = {
      alive: true,
      user_id: session.userId,
      user_active: true,
      role: 'user',
      plan: 'free',
      token_version: 0,
      refreshed_at: null,
    };
    const now = { ...alive, ...state };
    if (now.alive) ended.delete(session.sessionId);
    else ended.add(session.sessionId);
    user.answer(`/internal/sessions/${session.sessionId}`, json(now));
  };
  return {
    gateway,
    redisUrl: redis.url,
    upstreams: { user, postcard, agent },
    log,
    metrics: () => metrics.registry.metrics(),
    send: (sent) => send(portOf(sent.to), sent),
    raw: (bytes, to) => raw(portOf(to), bytes),
    logIn: async ({ lifeSeconds = 600, state = {} } = {}) => {
      const session = { userId: randomUUID(), sessionId: randomUUID() };
      setState(session, state);
      const claims = { ...session, role: 'user', audience: 'mini', tokenVersion: 0, tokenId: randomUUID() } as const;
      const token = await signAccessToken({ ...claims, lifeSeconds, now: new Date(clock()) }, key);
      return { ...session, token, headers: { authorization: `Bearer ${token}` } };
    },
    setState,
    makeKey: (state = {}) => {
      const key = `mj_${randomBytes(24).toString('base64url')}`;
      const made = { key, keyId: randomUUID(), userId: randomUUID() };
      const alive = { alive: true, key_id: made.keyId, user_id: made.userId, user_active: true };
      const hash = createHash('sha256').update(key).digest('hex');
      const answer = (changed: Record<string, unknown>): void => {
        const rest = { role: 'user', plan: 'vip', scopes: ['quota:read'] };
        user.answer(`/internal/api-keys/${hash}`, json({ ...alive, ...rest, ...changed }));
      };
      answer(state);
      const end = (): void => {
        ended.add(made.keyId);
        answer({ alive: false });
      };
      return { ...made, path: `/internal/api-keys/${hash}`, end };
    },
    advance: (seconds) => {
      shiftMs += seconds * 1000;
    },
    holdClock: () => {
      heldAt = Date.now();
    },
    close: async () => {
      await Promise.all([user.stop(), postcard.stop(), agent.stop()]);
      await gateway.close();
      await redis.close();
    },
  };
}

function send(port: number, { method = 'GET', path, headers = {}, body }: Sent): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const request = httpRequest({
      host: '127.0.0.1',
      port,
      method,
      path,
      agent: false,
      headers: { ...type, ...length, ...headers },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        });
      });
    });
    request.end(body);
  });
}

function raw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      if (answer.includes('\r\n\r\n')) socket.end();
    });
    // A connection that is broken off is one of the answers that specs expect.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}
