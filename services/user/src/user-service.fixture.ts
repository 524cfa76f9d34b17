import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { internalIdentityHeader, signInternalIdentity } from '@mojian/auth/internal-identity';
import type { IdentityUser, InternalIdentity } from '@mojian/contracts/identity';
import type { RunningService } from '@mojian/service-kit/start-service';
import { createLogger } from '@mojian/telemetry/logger';
import { testDatabase } from '@mojian/testing/test-database';
import { testRedis } from '@mojian/testing/test-redis';
import { z } from 'zod';
import { createDataSource } from './data/data-source.js';
import { envSchema } from './env.js';
import { startUserService } from './start-user-service.js';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    code: number;
    message: string;
    data: Record<string, unknown> & { userInfo: Record<string, unknown> };
  };
  /** The same as it came: what the web dialect answers. */
  readonly json: Record<string, unknown>;
}

interface SendOptions {
  readonly body?: unknown;
  readonly user?: IdentityUser;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the client, as the gateway tells it. */
  readonly address?: string;
  /** The process that asks; the gateway unless told. */
  readonly caller?: InternalIdentity['caller'];
}

/** One process of the service. */
export interface Instance {
  readonly post: (path: string, body: unknown, user?: IdentityUser) => Promise<Reply>;
  readonly send: (method: string, path: string, options?: SendOptions) => Promise<Reply>;
  /** The answer as it comes, for what is no JSON. */
  readonly ask: (method: string, path: string, options?: SendOptions) => Promise<Response>;
  readonly close: () => Promise<void>;
}

/** The user service on stores of its own, asked as the gateway asks it. */
export interface UserServiceFixture extends Instance {
  readonly redisUrl: string;
  /** The database, as the owner of the schemas. */
  readonly ownerUrl: string;
  /** Of the role that serves. */
  readonly databaseUrl: string;
  /** One more process on the same stores, with settings of its own; `close` of the fixture does not end it. */
  readonly another: (variables?: Record<string, string>) => Promise<Instance>;
  /** Asks the service without any identity. */
  readonly bare: (path: string) => Promise<number>;
  /** As the owner of the schema: a query that gives rows. */
  readonly sql: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
  /** Lines of the log so far. */
  readonly log: Record<string, unknown>[];
  /** The service's present time. */
  readonly now: () => Date;
  readonly advance: (seconds: number) => void;
  readonly restart: (variables: Record<string, string>) => Promise<void>;
}

export const identityKey = 'an internal identity key for specs only';
export const mini = '/api/v1/miniprogram';

/** Where the mails of this spec land. */
export const mailDir = join(tmpdir(), `mojian-spec-mail-${randomUUID()}`);

const Rows = z.array(z.record(z.string(), z.unknown()));

const defaults = {
  NODE_ENV: 'test',
  MAIL_DIR: mailDir,
  USER_PORT: '0',
  INTERNAL_IDENTITY_KEY: identityKey,
  JWT_SECRET_KEY: 'a secret of the specs, long enough to be one',
};

export async function startFixture(variables: Record<string, string>): Promise<UserServiceFixture> {
  const [database, redis] = await Promise.all([testDatabase(), testRedis()]);
  const stores = { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl, REDIS_URL: redis.url };
  const log: Record<string, unknown>[] = [];
  const stream = new Writable({
    write: (line, _encoding, done) => {
      log.push(JSON.parse(String(line)));
      done();
    },
  });
  const logger = createLogger({ service: 'user', level: 'info', stream });
  const owner = createDataSource(database.ownerUrl, logger);
  await owner.initialize();
  let shiftMs = 0;
  const clock = (): Date => new Date(Date.now() + shiftMs);
  const start = (more: Record<string, string>): Promise<RunningService> =>
    startUserService({ env: envSchema.parse({ ...defaults, ...stores, ...variables, ...more }), logger, clock });
  let service = await start({});
  const send: Instance['send'] = (...request) => sendTo(service.port, ...request);
  return {
    redisUrl: redis.url,
    ownerUrl: database.ownerUrl,
    databaseUrl: database.url,
    send,
    ask: (...request) => askOf(service.port, ...request),
    post: postBy(send),
    another: async (more = {}) => instanceOf(await start(more)),
    bare: async (path) => (await fetch(`http://127.0.0.1:${service.port}${path}`)).status,
    sql: async (text, values) => Rows.parse(await owner.query(text, values)),
    log,
    now: clock,
    advance: (seconds) => {
      shiftMs += seconds * 1000;
    },
    restart: async (more) => {
      await service.close();
      service = await start(more);
    },
    close: async () => {
      await service.close();
      await owner.destroy();
      await Promise.all([database.drop(), redis.close(), rm(mailDir, { recursive: true, force: true })]);
    },
  };
}

function instanceOf({ port, close }: RunningService): Instance {
  const send: Instance['send'] = (...request) => sendTo(port, ...request);
  return { send, ask: (...request) => askOf(port, ...request), post: postBy(send), close };
}

const postBy =
  (send: Instance['send']): Instance['post'] =>
  (path, body, user) =>
    send('POST', path, { body, ...(user && { user }) });

/** Asks as the gateway does. */
function askOf(
  port: number,
  ...[method, path, { body, user, headers, address, caller = 'gateway' } = {}]: Parameters<Instance['send']>
): Promise<Response> {
  const assertion = {
    aud: 'user',
    method,
    path,
    caller,
    request_id: randomUUID(),
    ...(user && { user }),
    ...(address !== undefined && { address }),
  };
  return fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: {
      ...headers,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      [internalIdentityHeader]: signInternalIdentity(assertion, identityKey),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function sendTo(port: number, ...request: Parameters<Instance['send']>): Promise<Reply> {
  const response = await askOf(port, ...request);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text), json: JSON.parse(text) };
}

/** The caller of whoever logged in on mini and was answered this. */
export const miniUser = ({ body: { data } }: Reply): IdentityUser => ({
  id: String(data.userInfo.id),
  sessionId: String(data.sessionId),
  apiKey: null,
  role: 'user',
  plan: 'free',
  audience: 'mini',
});
