import { z } from 'zod';
import { UserBrief } from '../brief.js';
import { GateReport } from '../card/gate-report.js';
import { MadeBy } from '../card/made-by.js';
import { defineRoute } from '../route.js';
import { Signed } from './public-page.routes.js';
import { FIRST_SETTING, ModelStage } from './stage-setting.routes.js';

const RunParams = z.object({ run_id: z.uuid() });
const DryRunState = z.enum(['waiting', 'running', 'done', 'failed']);
const moment = z.iso.datetime({ offset: true });

/** A stage of a dry run that has ended. */
export const DryRunStage = z.object({
  stage: z.string(),
  seconds: z.number().min(0),
  /** Who made it; null of a stage that failed. */
  made: MadeBy.nullable(),
});
export type DryRunStage = z.output<typeof DryRunStage>;

/** Requests to the models of a stage, and what they cost. */
const Calls = z.object({
  calls: z.int().min(0),
  /** Millionths of the currency of `MODEL_PRICES`, of the calls whose cost is known. */
  cost_micros: z.int().min(0),
  /** Calls with an answer whose cost is not known. */
  unpriced_calls: z.int().min(0),
});

const DryRun = z
  .object({
    id: z.uuid(),
    stage: ModelStage,
    number: z.int(),
    state: DryRunState,
    stages: z.array(DryRunStage),
    /** By the stage that asked; the gate asks in the name of the page’s. */
    models: z.array(Calls.extend({ stage: z.string(), by: z.string(), prompt_version: z.int() })),
    /** Of all calls. */
    cost_micros: z.int().min(0),
    /** What the gate said of each page that it was shown: the last is the one that was taken. */
    gate: z.array(GateReport),
    error: z.string().nullable(),
    /** The page and its poster, as people would see them, for ten minutes; null while there is none. */
    page_url: z.url().nullable(),
    created_at: moment,
    ended_at: moment.nullable(),
    /** Nothing of it is kept any longer. */
    expires_at: moment,
  })
  .meta({ id: 'DryRun' });

const admins = { owner: 'agent', access: 'user', dialect: 'web', permission: 'admin:access' } as const;

export const startDryRun = defineRoute({
  ...admins,
  id: 'admin.start-dry-run',
  audit: 'admin_operation',
  method: 'POST',
  path: '/api/v1/admin/stages/:stage/settings/:number/dry-run',
  summary: 'Make a card with a setting for nobody: no task, no quota; its calls to models do cost',
  params: z.object({ stage: ModelStage, number: z.coerce.number().int().min(FIRST_SETTING) }),
  /** One of the committed samples, or what somebody might write. */
  body: z.object({
    sample: z.int().min(0).max(199).default(0),
    brief: UserBrief.pick({ words: true, language: true })
      .extend(UserBrief.pick({ recipient: true, sender: true, mood: true, style: true, theme: true }).partial().shape)
      .optional(),
  }),
  success: { status: 202, body: z.object({ id: z.uuid() }).meta({ id: 'DryRunStarted' }) },
  errors: ['STAGE_SETTING_NOT_FOUND', 'STAGE_SETTING_INVALID', 'DRY_RUNS_BUSY'],
});

export const getDryRun = defineRoute({
  ...admins,
  id: 'admin.get-dry-run',
  audit: 'data_access',
  method: 'GET',
  path: '/api/v1/admin/dry-runs/:run_id',
  summary: 'How a dry run goes: who made what, how long it took, what it cost, what the gate says',
  params: RunParams,
  success: { status: 200, body: DryRun },
  errors: ['DRY_RUN_NOT_FOUND'],
});

const page = { owner: 'agent', access: 'public', dialect: 'page', method: 'GET' } as const;

export const showDryRun = defineRoute({
  ...page,
  id: 'dry-run.show',
  path: '/dry-runs/:run_id',
  summary: 'The card of a dry run in its frame, with its poster, by a signed link of ten minutes',
  params: RunParams,
  query: Signed,
  success: { status: 200, type: 'text/html', body: z.string() },
  errors: ['DRY_RUN_NOT_FOUND', 'LINK_REFUSED'],
});

export const getDryRunDocument = defineRoute({
  ...page,
  id: 'dry-run.document',
  path: '/dry-runs/:run_id/card',
  origin: 'card',
  summary: 'The card of a dry run itself, for that page’s frame only, on the card origin',
  params: RunParams,
  query: Signed.extend({ h: z.url().max(300) }),
  success: { status: 200, type: 'text/html', body: z.string() },
  errors: ['DRY_RUN_NOT_FOUND', 'LINK_REFUSED', 'TOP_LEVEL_REFUSED'],
});
