import { RunsAndCheckpoints2026112101000 } from './migrations/2026112101-runs-and-checkpoints.js';
import { ModelCalls2026112201000 } from './migrations/2026112201-model-calls.js';
import { GateVisits2026112203000 } from './migrations/2026112203-gate-visits.js';
import { StageSettings2026112205000 } from './migrations/2026112205-stage-settings.js';

/** For `migrate`: worker and HTTP process ask for the same, in whatever order they start. */
export const agentSchema = {
  schema: 'agent',
  migrations: [
    RunsAndCheckpoints2026112101000,
    ModelCalls2026112201000,
    GateVisits2026112203000,
    StageSettings2026112205000,
  ],
} as const;
