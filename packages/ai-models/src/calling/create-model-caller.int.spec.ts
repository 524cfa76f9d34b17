import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { connectRedis } from '@mojian/redis/connect';
import { type FakeModels, type Scenario, startFakeModels } from '@mojian/testing/fake-models/start-fake-models';
import { testRedis } from '@mojian/testing/test-redis';
import { waitFor } from '@mojian/testing/wait-for';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { providers, providersEnv } from '../providers/list.js';
import { type Clock, systemClock } from './clock.js';
import { createModelCaller, type ModelCaller } from './create-model-caller.js';
import type { Called, ModelCall } from './model-call.js';
import { type ModelList, readModelList } from './model-list.js';
import { parseReply } from './parse-reply.js';
import { PriceTable } from './price.js';
import { randomOf } from './seeded-random.fixture.js';
import { createSharedLimits } from './shared-limits.js';

const Answer = z.strictObject({ n: z.number() });
const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };
const haste = 20;
/** Time goes 20 times as fast: pauses of 2, 4 and 10 s are 100, 200 and 500 ms. */
const hurriedClock: Clock = {
  now: () => performance.now() * haste,
  wait: (ms, signal) => systemClock.wait(ms / haste, signal),
};
const prices = PriceTable.parse({ currency: 'CNY', models: { 'openai:gpt': { input: 1, output: 4 } } });

let fake: FakeModels;
let store: Awaited<ReturnType<typeof testRedis>>;
let redis: Redis;
let env: Record<string, unknown>;
beforeEach(async () => {
  fake = await startFakeModels();
  store = await testRedis();
  redis = await connectRedis(store.url, { role: 'request', logger, name: 'spec' });
  env = z.object(providersEnv).parse({
    OPENAI_API_KEYS: 'sk-one,sk-two*3',
    OPENAI_BASE_URL: `${fake.url}/v1`,
    ANTHROPIC_API_KEYS: 'sk-ant',
    ANTHROPIC_BASE_URL: `${fake.url}/anthropic/v1`,
  });
});
afterEach(async () => {
  redis.disconnect();
  await store.close();
  await fake.close();
  expect(fake.unscripted).toEqual([]);
});

const createWorker = (random: () => number): ModelCaller => {
  const limitsOf = () => ({ concurrency: 16, perMinute: 100_000 });
  const limits = createSharedLimits({ redis, clock: systemClock, logger, limitsOf });
  return createModelCaller({ providers, env, limits, prices, logger, clock: hurriedClock, random });
};

const modelsOf = (text: string): ModelList => {
  const reading = readModelList(text, { kind: 'text', providers, env });
  if (!reading.success) throw new Error(reading.problems.join('; '));
  return reading.list;
};

const callOf = (more: { signal?: AbortSignal; onCall?: (call: ModelCall) => void; onText?: () => void } = {}) => ({
  models: modelsOf('openai:gpt,anthropic:claude,studio'),
  promptVersion: 'plan@1',
  budgetMs: 240_000,
  signal: new AbortController().signal,
  onCall: () => undefined,
  request: { system: 'Answer.', messages: [{ role: 'user' as const, content: 'n?' }], maxTokens: 50 },
  parse: (text: string) => parseReply(text, Answer),
  ...more,
});

describe('calls of providers through two workers', () => {
  it('with faults in three of ten need no more than half as many again, and are all accounted for', async () => {
    // Of its own, so that the same requests fail in each run.
    const random = randomOf(5);
    const faults: readonly Scenario[] = [
      { kind: 'status', status: 500 },
      { kind: 'status', status: 429 },
      { kind: 'status', status: 429, retryAfterSeconds: 1 },
      { kind: 'status', status: 503, retryAfterSeconds: 3 },
      { kind: 'reset', afterTokens: 2 },
      { kind: 'reset' },
      { kind: 'html' },
      { kind: 'empty' },
      { kind: 'wrong-type' },
      { kind: 'text', text: 'I am not sure what you mean.' },
      { kind: 'text', text: '{"n": 1', finish: 'length' },
    ];
    fake.otherwise(() => {
      const fault = random() < 0.3 ? faults[Math.floor(random() * faults.length)] : undefined;
      return fault ?? { kind: 'text', text: '```json\n{"n": 1,}\n```' };
    });
    const workers = [createWorker(randomOf(6)), createWorker(randomOf(7))];
    const accounts: ModelCall[] = [];
    const needed = 200;
    const called: Called<unknown>[] = [];
    const callInTurn = async (worker: ModelCaller) => {
      for (let i = 0; i < needed / 40; i += 1) {
        called.push(await worker.callText(callOf({ onCall: (account) => accounts.push(account) })));
      }
    };
    await Promise.all(workers.flatMap((worker) => Array.from({ length: 20 }, () => callInTurn(worker))));
    expect(called.filter((one) => one.by === 'studio').length).toBeLessThanOrEqual(needed * 0.03);
    expect(accounts.filter(({ outcome }) => outcome === 'ok').length).toBeGreaterThanOrEqual(needed * 0.97);
    expect(accounts).toHaveLength(fake.calls.length);
    expect(fake.calls.length).toBeLessThanOrEqual(needed * 1.5);
    expect(accounts.filter(({ outcome, cost }) => outcome === 'ok' && cost === 0)).toEqual([]);
    expect(new Set(fake.calls.map(({ key }) => key))).toContain('sk-two');
    expect(await redis.zcard('model-limits:openai:leases')).toBe(0);
    const others = called.filter(({ degraded }) => degraded).length;
    process.stdout.write(
      `faults: ${fake.calls.length} requests for ${needed} answers, ${others} not of the first choice\n`,
    );
  }, 60_000);

  it.each([2, undefined])(
    'that meet a provider which is busy for a while do not storm it (Retry-After %s)',
    async (after) => {
      const calmAt = performance.now() + 500;
      fake.otherwise(() =>
        performance.now() < calmAt
          ? { kind: 'status', status: 429, ...(after && { retryAfterSeconds: after }) }
          : { kind: 'text', text: '{"n": 1}' },
      );
      const workers = [createWorker(randomOf(8)), createWorker(randomOf(9))];
      const needed = 100;
      const called = await Promise.all(
        workers.flatMap((worker) => Array.from({ length: needed / 2 }, () => worker.callText(callOf()))),
      );
      expect(called.filter(({ degraded }) => degraded)).toEqual([]);
      expect(fake.calls.length).toBeLessThanOrEqual(needed * 1.5);
      process.stdout.write(`busy: ${fake.calls.length} requests for ${needed} answers\n`);
    },
  );

  it('close the connection when they are aborted, and give their place back', async () => {
    fake.script({ kind: 'text', text: 'a '.repeat(500), tokensPerSecond: 20 });
    const abort = new AbortController();
    const accounts: ModelCall[] = [];
    const called = createWorker(() => 0.5).callText(
      callOf({
        signal: abort.signal,
        onText: () => abort.abort(new Error('nobody wants it')),
        onCall: (account) => accounts.push(account),
      }),
    );
    await expect(called).rejects.toThrow('nobody wants it');
    expect(accounts).toMatchObject([{ provider: 'openai', outcome: 'aborted', tokens: null, cost: null }]);
    await waitFor(() => fake.calls[0]?.state === 'aborted', { what: 'the connection to be closed' });
    await waitFor(async () => (await redis.zcard('model-limits:openai:leases')) === 0, { what: 'the place' });
    expect(fake.calls).toHaveLength(1);
  });

  it('take the other key when one is refused, and the other provider when both are', async () => {
    fake.otherwise(({ key }) => {
      if (key === 'sk-ant') return { kind: 'text', text: '{"n": 2}' };
      return { kind: 'status', status: 401 };
    });
    const worker = createWorker(() => 0.5);
    const first = await worker.callText(callOf());
    expect(first).toMatchObject({ by: { provider: 'anthropic' }, value: { n: 2 }, degraded: true });
    expect(fake.calls.map(({ key }) => key)).toEqual(['sk-two', 'sk-one', 'sk-ant']);
    await worker.callText(callOf());
    expect(fake.calls.map(({ key }) => key).slice(3)).toEqual(['sk-ant']);
  });
});
