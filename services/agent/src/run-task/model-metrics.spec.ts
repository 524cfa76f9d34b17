import { expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import type { ModelCall } from '../data/model-call.repository.js';
import { createModelMetrics } from './model-metrics.js';

const answered: ModelCall = {
  taskId: 'a3c1b7e2-5f0d-4c8e-9a61-0d7f3b2e4c15',
  stage: 'copy',
  provider: 'qwen',
  model: 'qwen-max',
  promptVersion: 3,
  outcome: 'answered',
  retries: 0,
  tokens: { input: 900, cached: 300, output: 120 },
  costMicros: 2880,
  msToFirst: 400,
  ms: 3000,
};

it('requests to models are counted by model and prompt, and what is not known is not counted', async () => {
  const registry = new Registry();
  const observe = createModelMetrics(registry);
  observe(answered);
  observe({ ...answered, outcome: 'busy', retries: 1, tokens: null, costMicros: null, msToFirst: null, ms: 70 });
  const lines = new Set((await registry.metrics()).split('\n'));
  const model = 'stage="copy",provider="qwen",model="qwen-max"';
  const prompt = `${model},prompt_version="3"`;
  for (const line of [
    `model_calls_total{${prompt},outcome="answered"} 1`,
    `model_calls_total{${prompt},outcome="busy"} 1`,
    `model_tokens_total{${prompt},kind="input"} 900`,
    `model_tokens_total{${prompt},kind="cached"} 300`,
    `model_tokens_total{${prompt},kind="output"} 120`,
    `model_cost_micros_total{${prompt}} 2880`,
    `model_call_seconds_count{${model}} 2`,
    `model_call_seconds_bucket{le="0.1",${model}} 1`,
    `model_first_token_seconds_count{${model}} 1`,
    `model_first_token_seconds_sum{${model}} 0.4`,
  ]) {
    expect(lines).toContain(line);
  }
});
