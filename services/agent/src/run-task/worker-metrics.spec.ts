import { describe, expect, it } from '@jest/globals';
import { AppError } from '@mojian/contracts/app-error';
import { Registry } from 'prom-client';
import { gateStage } from '../pipeline/stages/gate.stage.js';
import { createWorkerMetrics } from './worker-metrics.js';

describe('the verdicts of the gate', () => {
  it('count what the gate said, not a gate that could say nothing', async () => {
    const registry = new Registry();
    const { observeStage } = createWorkerMetrics(registry);
    const failed = (code: 'PAGE_REJECTED' | 'DEPENDENCY_DOWN') =>
      observeStage({ stage: gateStage, state: 'failed', seconds: 1, error: new AppError(code, code) });
    observeStage({ stage: gateStage, state: 'done', seconds: 1 });
    failed('PAGE_REJECTED');
    failed('DEPENDENCY_DOWN');
    const text = await registry.metrics();
    expect(text).toContain('gate_verdicts_total{verdict="pass"} 1');
    expect(text).toContain('gate_verdicts_total{verdict="reject"} 1');
    expect(text).toContain('stage_seconds_count{stage="gate",outcome="failed"} 2');
  });
});
