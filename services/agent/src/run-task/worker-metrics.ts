import { Histogram, type Registry } from 'prom-client';
import type { Delivery, GateVisit, PageAuthor } from '../data/delivery.repository.js';
import type { ModelCall } from '../data/model-call.repository.js';
import type { StageEvent } from '../pipeline/run-pipeline.js';
import { createModelMetrics } from './model-metrics.js';
import { createPageMetrics } from './page-metrics.js';

/** What is counted of the making of cards. */
export interface WorkerMetrics {
  readonly observeStage: (event: StageEvent) => void;
  /** Seconds that a job waited until a worker took it. */
  readonly observeWait: (seconds: number) => void;
  readonly observeModelCall: (call: ModelCall) => void;
  readonly observeVisit: (visit: GateVisit, author: PageAuthor) => void;
  readonly observeDelivery: (delivery: Delivery) => void;
}

export function createWorkerMetrics(registry: Registry): WorkerMetrics {
  const stages = new Histogram({
    name: 'stage_seconds',
    help: 'Time of a stage by its outcome: done, failed',
    labelNames: ['stage', 'outcome'],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 60],
    registers: [registry],
  });
  const waits = new Histogram({
    name: 'queue_wait_seconds',
    help: 'Time from the create until a worker takes the task',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120],
    registers: [registry],
  });
  return {
    observeStage: ({ stage, state, seconds }) => {
      if (state !== 'done' && state !== 'failed') return;
      stages.observe({ stage: stage.name, outcome: state }, seconds ?? 0);
    },
    observeWait: (seconds) => waits.observe(seconds),
    observeModelCall: createModelMetrics(registry),
    ...createPageMetrics(registry),
  };
}
