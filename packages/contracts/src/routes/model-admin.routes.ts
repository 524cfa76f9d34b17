import { z } from 'zod';
import { defineRoute } from '../route.js';

const MOST_DAYS = 92;
const DAY_MS = 86_400_000;

const count = z.int().min(0);

/** Of calls to models: requests, the repeated ones included. All of them are answered, invalid, failed or cancelled. */
const Calls = z.object({
  calls: count,
  answered: count,
  /** Answered, and the answer could not be used. */
  invalid: count,
  /** Refused by the model, rejected, busy or away. */
  failed: count,
  /** Broken off: too slow, or nobody wanted the answer any more. */
  cancelled: count,
  /** Those that came after another one to the same model: repeats, and requests to mend an answer. */
  retries: count,
  /** As providers counted them; of pictures and of calls that broke off there are none. */
  tokens: z.object({ input: count, cached: count, output: count }),
  /** Millionths of the currency of `MODEL_PRICES`, of the calls whose cost is known. */
  cost_micros: count,
  /** Calls with an answer whose cost is not known. */
  unpriced_calls: count,
  /** Of the time until the answer was complete, or the call over; null without calls. */
  median_ms: count.nullable(),
  p95_ms: count.nullable(),
  /** Different tasks whose stages made the calls. */
  tasks: count,
  /** Those of the tasks that ended with a card. */
  delivered: count,
  /** What the calls cost, those for tasks that failed included, by the cards that were delivered; null where none was. */
  cost_per_delivered_micros: count.nullable(),
});

const ModelUsage = z
  .object({
    rows: z.array(
      Calls.extend({
        stage: z.string(),
        provider: z.string(),
        model: z.string(),
        /** Null unless `by` is `prompt`. */
        prompt_version: z.int().nullable(),
        /** Null unless `by` is `day`. */
        day: z.iso.date().nullable(),
        /** Visits of the gate to pages that these calls wrote; null of stages that write none. */
        gate: z.object({ visits: count, passed: count }).nullable(),
      }),
    ),
    /** Of all rows together; a task that asked several models counts once. */
    total: Calls,
  })
  .meta({ id: 'ModelUsage' });

export const getModelUsage = defineRoute({
  id: 'admin.get-model-usage',
  audit: 'data_access',
  owner: 'agent',
  method: 'GET',
  path: '/api/v1/admin/models/usage',
  access: 'user',
  dialect: 'web',
  permission: 'admin:access',
  summary: 'What models were asked, how it ended and what it cost, by stage and model; nobody’s words are shown',
  /** Days of the product’s time zone, both included. */
  query: z
    .object({
      from: z.iso.date(),
      to: z.iso.date(),
      by: z.enum(['model', 'prompt', 'day']).default('model'),
    })
    .refine(({ from, to }) => from <= to, { path: ['to'], message: 'is before from' })
    .refine(({ from, to }) => Date.parse(to) - Date.parse(from) < MOST_DAYS * DAY_MS, {
      path: ['to'],
      message: `is more than ${MOST_DAYS} days after from`,
    }),
  success: { status: 200, body: ModelUsage },
});
