import { RunsAndCheckpoints2026112101000 } from './migrations/2026112101-runs-and-checkpoints.js';
import { ModelCalls2026112201000 } from './migrations/2026112201-model-calls.js';

/** For `migrate`: worker and HTTP process ask for the same, in whatever order they start. */
export const agentSchema = {
  schema: 'agent',
  migrations: [RunsAndCheckpoints2026112101000, ModelCalls2026112201000],
} as const;
