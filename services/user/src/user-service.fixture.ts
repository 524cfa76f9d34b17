import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { internalIdentityHeader, signInternalIdentity } from '@mojian/auth/internal-identity';
import type { IdentityUser } from '@mojian/contracts/identity';
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
}

/** The user service on stores of its own, asked as the gateway asks it. */
export interface UserServiceFixture {
  readonly redisUrl: string;
  readonly post: (path: string, body: unknown, user?: IdentityUser) => Promise<Reply>;
  readonly send: (method: string, path: string, options?: { body?: unknown; user?: IdentityUser }) => Promise<Reply>;
  /** Asks the service without any identity. */
  readonly bare: (path: string) => Promise<number>;
  /** As the owner of the schema: a query that gives rows. */
  readonly sql: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
  /** Lines of the log so far. */
  readonly log: Record<string, unknown>[];
  readonly advance: (seconds: number) => void;
  readonly restart: (variables: Record<string, string>) => Promise<void>;
  readonly close: () => Promise<void>;
}

const identityKey = 'an internal identity key for specs only';
export const mini = '/api/v1/miniprogram';

const Rows = z.array(z.record(z.string(), z.unknown()));

const defaults = {
  NODE_ENV: 'test',
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
  const send: UserServiceFixture['send'] = async (method, path, { body, user } = {}) => {
    const assertion = {
      aud: 'user',
      method,
      path,
      caller: 'gateway' as const,
      request_id: randomUUID(),
      ...(user && { user }),
    };
    const response = await fetch(`http://127.0.0.1:${service.port}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        [internalIdentityHeader]: signInternalIdentity(assertion, identityKey),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer: Reply['body'] = JSON.parse(await response.text());
    return { status: response.status, headers: response.headers, body: answer };
  };
  return {
    redisUrl: redis.url,
    send,
    post: (path, body, user) => send('POST', path, { body, ...(user && { user }) }),
    bare: async (path) => (await fetch(`http://127.0.0.1:${service.port}${path}`)).status,
    sql: async (text, values) => Rows.parse(await owner.query(text, values)),
    log,
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
      await Promise.all([database.drop(), redis.close()]);
    },
  };
}
