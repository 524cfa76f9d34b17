import { z } from 'zod';
import { RecentCard, UserBrief } from '../brief.js';
import { Concept } from '../card/concept.js';
import { Copy } from '../card/copy.js';
import { GateReport } from '../card/gate-report.js';
import { Interaction } from '../card/page.js';
import { Picture, StoredFile } from '../card/picture.js';
import { defineRoute } from '../route.js';

const TaskParams = z.object({ task_id: z.uuid() });

/** Grows with every run of a task; whoever holds less than the greatest may change nothing. */
const Fence = z.int().positive();

/** The worker has taken the task: it is `processing` from now on, and here is what it is about. */
export const startTask = defineRoute({
  id: 'task.start',
  owner: 'postcard',
  method: 'POST',
  path: '/internal/tasks/:task_id/start',
  access: 'internal',
  dialect: 'web',
  audit: 'postcard_create',
  summary: 'Claim a task for a run',
  params: TaskParams,
  body: z.object({ fence: Fence }),
  success: {
    status: 200,
    body: z.object({
      brief: UserBrief,
      seed: z.string(),
      /** The person's last cards, newest first. */
      recent: z.array(RecentCard).max(10),
      user_id: z.uuid(),
      /** Since the create and until the deadline, by the database's clock: the worker's own may be wrong. */
      waited_seconds: z.number(),
      left_seconds: z.number(),
    }),
  },
  errors: ['TASK_NOT_FOUND', 'FENCE_STALE'],
});

/** All that is kept of a finished card. */
export const FinishedCard = z.object({
  concept: Concept,
  copy: Copy,
  picture: Picture,
  /** The armed document, as served. */
  page: StoredFile,
  poster: StoredFile,
  interactions: z.array(Interaction),
  report: GateReport,
  structured_data: z.record(z.string(), z.unknown()),
  flat_fields: z.record(z.string(), z.unknown()),
  sources: z.object({ concept: z.string(), copy: z.string(), image: z.string(), code: z.string() }),
  degraded: z.boolean(),
});
export type FinishedCard = z.output<typeof FinishedCard>;

export const TaskOutcome = z.discriminatedUnion('status', [
  z.object({ status: z.literal('completed'), card: FinishedCard }),
  z.object({ status: z.literal('failed'), error: z.string(), error_message: z.string() }),
]);

/** Result or failure, once: a repeat with the same outcome is answered the same, a late one is refused. */
export const settleTask = defineRoute({
  id: 'task.settle',
  owner: 'postcard',
  method: 'POST',
  path: '/internal/tasks/:task_id/settle',
  access: 'internal',
  dialect: 'web',
  audit: 'quota_consume',
  summary: 'Store the card or the failure, close the task, spend or release the quota',
  params: TaskParams,
  body: z.object({
    fence: Fence,
    outcome: TaskOutcome,
    /**
     * What models have cost the task so far, all its runs together, in millionths of the currency of `MODEL_PRICES`;
     * absent where that is not known. A refused repeat that tells more is believed.
     */
    cost_micros: z.int().min(0).optional(),
  }),
  success: { status: 200, body: z.object({ status: z.enum(['completed', 'failed']), card_id: z.uuid().nullable() }) },
  errors: ['TASK_NOT_FOUND', 'FENCE_STALE'],
});
