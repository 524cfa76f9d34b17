import { expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import type { GateVisit } from '../data/delivery.repository.js';
import { createWorkerMetrics } from './worker-metrics.js';

const taskId = 'a3c1b7e2-5f0d-4c8e-9a61-0d7f3b2e4c15';
const rejected: GateVisit = { taskId, round: 1, verdict: 'reject', rules: ['OVERFLOW'], by: 'deepseek:page' };
const model = { provider: 'deepseek', model: 'page', prompt_version: 3 };
const studio = { provider: 'studio', model: 'studio', prompt_version: null };

it('pages are counted by who wrote them: what the gate said, which cards were delivered and what they cost', async () => {
  const registry = new Registry();
  const { observeVisit, observeDelivery } = createWorkerMetrics(registry);
  observeVisit(rejected, model);
  observeVisit({ ...rejected, round: 2, verdict: 'pass', rules: [] }, model);
  observeVisit({ ...rejected, by: 'studio', verdict: 'pass', rules: [] }, studio);
  observeDelivery({ ...model, cost_micros: 420_000 });
  observeDelivery({ ...studio, cost_micros: 0 });
  const lines = new Set((await registry.metrics()).split('\n'));
  const byModel = 'provider="deepseek",model="page",prompt_version="3"';
  const byStudio = 'provider="studio",model="studio",prompt_version=""';
  for (const line of [
    `gate_verdicts_total{${byModel},verdict="reject"} 1`,
    `gate_verdicts_total{${byModel},verdict="pass"} 1`,
    `gate_verdicts_total{${byStudio},verdict="pass"} 1`,
    `delivered_cards_total{${byModel}} 1`,
    `delivered_cards_cost_micros_total{${byModel}} 420000`,
    `delivered_cards_total{${byStudio}} 1`,
  ]) {
    expect(lines).toContain(line);
  }
});
