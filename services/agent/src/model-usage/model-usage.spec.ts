import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { internalIdentityHeader, signInternalIdentity } from '@mojian/auth/internal-identity';
import type { Role } from '@mojian/contracts/permissions';
import { getModelUsage } from '@mojian/contracts/routes/model-admin.routes';
import type { RunningService } from '@mojian/service-kit/start-service';
import { createLogger } from '@mojian/telemetry/logger';
import { FaultProxy } from '@mojian/testing/fault-proxy';
import { type TestDatabase, testDatabase } from '@mojian/testing/test-database';
import { type TestRedis, testRedis } from '@mojian/testing/test-redis';
import { waitFor } from '@mojian/testing/wait-for';
import { LateDatabase } from '../data/late-database.js';
import { openRuns } from '../data/open-runs.js';
import { envSchema, workerEnvSchema } from '../env.js';
import { startAgentService } from '../start-agent-service.js';

const key = 'an internal identity key for specs only';
const logger = createLogger({ service: 'spec', level: 'error' });
const someone = { plan: 'free', sessionId: randomUUID(), apiKey: null, audience: 'web' } as const;
const Usage = getModelUsage.success.body;
const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });

describe('GET /api/v1/admin/models/usage', () => {
  let redis: TestRedis;
  let stores: TestDatabase;
  let way: FaultProxy;
  let service: RunningService;

  const send = async (path: string, role: Role = 'admin') => {
    const user = { ...someone, id: randomUUID(), role };
    const assertion = { aud: 'agent', method: 'GET', path, caller: 'gateway' as const, request_id: randomUUID(), user };
    const headers = { [internalIdentityHeader]: signInternalIdentity(assertion, key) };
    const answer = await fetch(`http://127.0.0.1:${service.port}${path}`, { headers });
    return { status: answer.status, code: answer.headers.get('x-error-code'), body: JSON.parse(await answer.text()) };
  };
  const ask = (query: string, role?: Role) => send(`${getModelUsage.path}?${query}`, role);

  const variables = () => ({
    AGENT_PORT: '0',
    REDIS_URL: redis.url,
    DATABASE_URL: way.through(stores.url),
    DATABASE_OWNER_URL: way.through(stores.ownerUrl),
    INTERNAL_IDENTITY_KEY: key,
  });

  beforeAll(async () => {
    [redis, stores] = await Promise.all([testRedis(), testDatabase()]);
    way = await FaultProxy.start({ port: Number(new URL(stores.url).port) });
    await way.fault({ mode: 'refuse' });
    const env = envSchema.parse(variables());
    service = await startAgentService({ env, logger, clock: () => new Date() });
  });
  afterAll(async () => {
    await service.close();
    await way.close();
    await Promise.all([redis.close(), stores.drop()]);
  });

  it('D6: starts without Postgres, says so where it is needed, and answers once it is there', async () => {
    const days = 'from=2026-11-01&to=2026-11-30';
    const away = await ask(days);
    expect([away.status, away.code]).toEqual([503, 'DEPENDENCY_DOWN']);
    expect((await send('/api/v1/miniprogram/trending')).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${service.metricsPort}/ready`)).status).toBe(200);
    await way.heal();
    await waitFor(async () => (await ask(days)).status === 200, { what: 'the account to be readable' });
    await way.fault({ mode: 'refuse' });
    expect((await ask(days)).code).toBe('DEPENDENCY_DOWN');
    await way.heal();
    await waitFor(async () => (await ask(days)).status === 200, { what: 'the account to be readable again' });
  }, 30_000);

  it('tells admins what models were asked', async () => {
    const worker = await openRuns(workerEnvSchema.parse(variables()), logger);
    await worker.calls.record({
      taskId: randomUUID(),
      stage: 'concept',
      provider: 'qwen',
      model: 'qwen-max',
      promptVersion: 4,
      outcome: 'answered',
      retries: 0,
      tokens: { input: 10, cached: 0, output: 5 },
      costMicros: 72,
      msToFirst: 3,
      ms: 9,
    });
    await worker.close();
    const day = today.format();
    const { rows, total } = Usage.parse((await ask(`from=${day}&to=${day}&by=prompt`)).body);
    expect(rows).toEqual([
      expect.objectContaining({
        stage: 'concept',
        prompt_version: 4,
        day: null,
        calls: 1,
        cost_micros: 72,
        p95_ms: 9,
        delivered: 0,
        gate: null,
      }),
    ]);
    expect(total).toMatchObject({ calls: 1, tasks: 1, tokens: { input: 10, cached: 0, output: 5 } });
  });

  it('is for admins, and what they look up is audited', async () => {
    const refused = await ask('from=2026-11-01&to=2026-11-01', 'user');
    expect([refused.status, refused.code]).toEqual([403, 'PERMISSION_DENIED']);
    const reader = new LateDatabase({ DATABASE_URL: stores.url, DATABASE_OWNER_URL: stores.ownerUrl }, logger);
    const kinds = `select distinct result, operation, actor from audit.entry
      where action = 'admin.get-model-usage' and result in ('success', 'blocked') order by result`;
    const rows = await waitFor(
      async () => {
        const found = await reader.query(kinds, []);
        return Array.isArray(found) && found.length === 2 && found;
      },
      { what: 'the audit rows' },
    );
    await reader.close();
    expect(rows).toEqual([
      { result: 'blocked', operation: 'data_access', actor: 'user' },
      { result: 'success', operation: 'data_access', actor: 'user' },
    ]);
  });

  it('looks at 92 days at most', async () => {
    expect((await ask('from=2026-08-01&to=2026-10-31')).status).toBe(200);
    for (const query of [
      'from=2026-08-01&to=2026-11-01',
      'from=2026-11-02&to=2026-11-01',
      'from=2026-02-30&to=2026-03-01',
      'from=2026-11-01',
      'from=2026-11-01&to=2026-11-01&by=user',
    ]) {
      expect([query, (await ask(query)).code]).toEqual([query, 'VALIDATION_FAILED']);
    }
  });
});
