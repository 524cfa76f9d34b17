import type { Logger } from '@mojian/telemetry/logger';
import { z } from 'zod';
import { modelError } from '../model-error.js';
import type { TextCall } from './call-text.js';
import { createModelCaller } from './create-model-caller.js';
import type { CallOptions, ModelCall } from './model-call.js';
import { parseReply } from './parse-reply.js';
import { PriceTable } from './price.js';
import { type Step, scriptedProvider } from './scripted-models.fixture.js';
import { virtualClock } from './virtual-clock.fixture.js';

const Answer = z.strictObject({ n: z.number() });
export const good = { text: '{"n": 1}' } satisfies Step;
export const failure = (code: 'MODEL_BUSY' | 'MODEL_UNAVAILABLE' | 'MODEL_REFUSED' | 'MODEL_REJECTED', more = {}) =>
  ({ error: modelError(code, 'failed', { provider: 'a', model: 'x', ...more }) }) satisfies Step;
export const busy = failure('MODEL_BUSY');
export const away = failure('MODEL_UNAVAILABLE');

const prices = PriceTable.parse({ currency: 'CNY', models: { 'a:x': { input: 2, cached: 1, output: 8 } } });

export const models = [{ provider: 'a', model: 'x' }, { provider: 'b', model: 'y' }, 'studio'] as const;

/** A caller of two scripted providers, `a` and `b`, in virtual time. */
export function modelDesk(logger: Logger, keysOfA: readonly string[] = ['k']) {
  const clock = virtualClock();
  const a = scriptedProvider(
    'a',
    clock,
    keysOfA.map((key) => ({ key, weight: 1 })),
  );
  const b = scriptedProvider('b', clock);
  const calls: ModelCall[] = [];
  const leases = { held: 0 };
  const take = async () => {
    leases.held += 1;
    return {
      release: () => {
        leases.held -= 1;
      },
    };
  };
  const caller = createModelCaller({
    providers: [a.provider, b.provider],
    env: {},
    limits: { take },
    prices,
    logger,
    clock,
    random: () => 0.5,
  });
  const options = (): CallOptions => ({
    models,
    promptVersion: 'copy@3',
    budgetMs: 60_000,
    signal: new AbortController().signal,
    onCall: (call) => void calls.push(call),
  });
  const start = (more: Partial<TextCall<{ n: number }>> = {}) =>
    caller.callText({
      ...options(),
      request: { system: 's', messages: [{ role: 'user', content: 'u' }], maxTokens: 50 },
      parse: (text) => parseReply(text, Answer),
      ...more,
    });
  return {
    clock,
    a,
    b,
    caller,
    calls,
    leases,
    options,
    start,
    ask: (more: Partial<TextCall<{ n: number }>> = {}) => clock.run(start(more)),
    outcomes: () => calls.map(({ provider, outcome, retries }) => `${provider} ${outcome} ${retries}`),
  };
}
