import { randomUUID } from 'node:crypto';
import { internalIdentityHeader, signInternalIdentity } from '@mojian/auth/internal-identity';
import type { Role } from '@mojian/contracts/permissions';
import { createLogger } from '@mojian/telemetry/logger';
import { testDatabase } from '@mojian/testing/test-database';
import { testRedis } from '@mojian/testing/test-redis';
import { z } from 'zod';
import { LateDatabase } from './data/late-database.js';
import { envSchema, workerEnvSchema } from './env.js';
import { startAgentService } from './start-agent-service.js';

const Rows = z.array(z.record(z.string(), z.unknown()));
const key = 'an internal identity key for specs only';

export interface Reply {
  readonly status: number;
  readonly code: string | null;
  readonly headers: Headers;
  readonly text: string;
}

interface Sent {
  readonly body?: unknown;
  readonly role?: Role;
  readonly user?: string;
}

export type AgentServiceFixture = Awaited<ReturnType<typeof startFixture>>;

/** The agent's HTTP process over stores of its own, asked as the gateway asks it. */
export async function startFixture(variables: Readonly<Record<string, string>> = {}) {
  const logger = createLogger({ service: 'spec', level: 'error' });
  const [redis, stores] = await Promise.all([testRedis(), testDatabase()]);
  const addresses = {
    AGENT_PORT: '0',
    WORKER_METRICS_PORT: '0',
    REDIS_URL: redis.url,
    DATABASE_URL: stores.url,
    DATABASE_OWNER_URL: stores.ownerUrl,
    INTERNAL_IDENTITY_KEY: key,
    ...variables,
  };
  const service = await startAgentService({ env: envSchema.parse(addresses), logger, clock: () => new Date() });
  const owner = new LateDatabase({ DATABASE_URL: stores.ownerUrl, DATABASE_OWNER_URL: stores.ownerUrl }, logger);
  const send = async (method: 'GET' | 'POST', path: string, sent: Sent = {}): Promise<Reply> => {
    const { body, role = 'admin', user: id = randomUUID() } = sent;
    const user = { id, role, plan: 'free', sessionId: randomUUID(), apiKey: null, audience: 'web' } as const;
    const assertion = { aud: 'agent', method, path, caller: 'gateway' as const, request_id: randomUUID(), user };
    const answer = await fetch(`http://127.0.0.1:${service.port}${path}`, {
      method,
      headers: {
        [internalIdentityHeader]: signInternalIdentity(assertion, key),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const { status, headers } = answer;
    return { status, headers, code: headers.get('x-error-code'), text: await answer.text() };
  };
  return {
    logger,
    redisUrl: redis.url,
    workerEnv: workerEnvSchema.parse(addresses),
    send,
    /** As the owner of the schema, past the service. */
    sql: async (statement: string, values: readonly unknown[] = []) => Rows.parse(await owner.query(statement, values)),
    close: async () => {
      await service.close();
      await owner.close();
      await Promise.all([redis.close(), stores.drop()]);
    },
  };
}
