import { Counter, Histogram, type Registry } from 'prom-client';
import type { ModelCall } from '../data/model-call.repository.js';

const model = ['stage', 'provider', 'model'] as const;
const prompt = [...model, 'prompt_version'] as const;
/** Seconds; a stage that asks for a picture has 110 of them. */
const buckets = [0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 110];

/** Counts requests to models; what is not known of one is not counted as nothing. */
export function createModelMetrics(registry: Registry): (call: ModelCall) => void {
  const { calls, tokens, cost } = createCounters(registry);
  const seconds = new Histogram({
    name: 'model_call_seconds',
    help: 'Time of a request to a model, however it ended',
    labelNames: model,
    buckets,
    registers: [registry],
  });
  const first = new Histogram({
    name: 'model_first_token_seconds',
    help: 'Time until the answer began, of requests whose answer did',
    labelNames: model,
    buckets,
    registers: [registry],
  });
  return (call) => {
    const asked = { stage: call.stage, provider: call.provider, model: call.model };
    const labels = { ...asked, prompt_version: call.promptVersion };
    calls.inc({ ...labels, outcome: call.outcome });
    for (const [kind, number] of Object.entries(call.tokens ?? {})) tokens.inc({ ...labels, kind }, number);
    if (call.costMicros !== null) cost.inc(labels, call.costMicros);
    seconds.observe(asked, call.ms / 1000);
    if (call.msToFirst !== null) first.observe(asked, call.msToFirst / 1000);
  };
}

function createCounters(registry: Registry) {
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> =>
    new Counter({ name, help, labelNames, registers: [registry] });
  return {
    calls: counter('model_calls_total', 'Requests to models, by how they ended', [...prompt, 'outcome']),
    tokens: counter('model_tokens_total', 'Tokens as providers counted them: input, cached (a part of it), output', [
      ...prompt,
      'kind',
    ]),
    cost: counter('model_cost_micros_total', 'Known cost, in millionths of the currency of MODEL_PRICES', prompt),
  };
}
