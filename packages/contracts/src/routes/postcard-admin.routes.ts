import { z } from 'zod';
import { PageQuery, pageOf } from '../account.js';
import { Plan } from '../permissions.js';
import { defineRoute } from '../route.js';
import { TaskStatus } from './postcard.routes.js';

const ADMIN = '/api/v1/admin';
const moment = z.iso.datetime({ offset: true });
const reason = z.string().trim().max(500).nullish();

const QuotaEntry = z.object({
  id: z.string(),
  kind: z.enum(['reserve', 'spend', 'release', 'grant']),
  units: z.int().positive(),
  task_id: z.uuid().nullable(),
  reason: z.string().nullable(),
  created_at: moment,
});

const QuotaDay = z
  .object({
    user_id: z.uuid(),
    quota_date: z.iso.date(),
    /** What the plan gives and what was granted besides. */
    plan_limit: z.int().min(0),
    granted: z.int().min(0),
    reserved: z.int().min(0),
    spent: z.int().min(0),
    available: z.int().min(0),
    entries: z.array(QuotaEntry),
  })
  .meta({ id: 'QuotaDay' });

export const getUserQuota = defineRoute({
  id: 'admin.get-quota',
  audit: 'data_access',
  owner: 'postcard',
  method: 'GET',
  path: `${ADMIN}/users/:user_id/quota`,
  access: 'user',
  dialect: 'web',
  permission: 'quota:manage',
  summary: 'The ledger of a user’s day: the sums and every entry',
  params: z.object({ user_id: z.uuid() }),
  /** `plan` is what the user has now, for a day without any entry yet. */
  query: z.object({ date: z.iso.date().optional(), plan: Plan.default('free') }),
  success: { status: 200, body: QuotaDay },
});

export const grantQuota = defineRoute({
  id: 'admin.grant-quota',
  owner: 'postcard',
  method: 'POST',
  path: `${ADMIN}/users/:user_id/quota/grants`,
  access: 'user',
  dialect: 'web',
  permission: 'quota:manage',
  audit: 'admin_operation',
  summary: 'Give a user more cards for a day; an entry of the ledger, never an overwrite',
  params: z.object({ user_id: z.uuid() }),
  body: z.object({
    units: z.int().min(1).max(100),
    /** Today, in the product’s time zone, when absent. */
    date: z.iso.date().nullish(),
    reason: z.string().trim().min(1).max(500),
  }),
  success: { status: 201, body: QuotaDay },
});

const AdminTask = z
  .object({
    id: z.uuid(),
    user_id: z.uuid(),
    status: TaskStatus,
    fence: z.int(),
    quota_date: z.iso.date(),
    slot_held: z.boolean(),
    request_id: z.string(),
    error: z.string().nullable(),
    error_message: z.string().nullable(),
    card_id: z.uuid().nullable(),
    degraded: z.boolean(),
    created_at: moment,
    updated_at: moment,
    deadline_at: moment,
    ended_at: moment.nullable(),
  })
  .meta({ id: 'AdminTask' });

export const listTasks = defineRoute({
  id: 'admin.list-tasks',
  audit: 'data_access',
  owner: 'postcard',
  method: 'GET',
  path: `${ADMIN}/tasks`,
  access: 'user',
  dialect: 'web',
  permission: 'postcard:manage',
  summary: 'All tasks, newest first; nobody’s words are shown',
  query: PageQuery.extend({
    user_id: z.uuid().optional(),
    status: TaskStatus.optional(),
    error: z.string().max(60).optional(),
    from: moment.optional(),
    to: moment.optional(),
  }),
  success: { status: 200, body: pageOf(AdminTask) },
});

export const getAdminTask = defineRoute({
  id: 'admin.get-task',
  audit: 'data_access',
  owner: 'postcard',
  method: 'GET',
  path: `${ADMIN}/tasks/:task_id`,
  access: 'user',
  dialect: 'web',
  permission: 'postcard:manage',
  summary: 'One task',
  params: z.object({ task_id: z.uuid() }),
  success: { status: 200, body: AdminTask },
  errors: ['TASK_NOT_FOUND'],
});

export const failTask = defineRoute({
  id: 'admin.fail-task',
  owner: 'postcard',
  method: 'POST',
  path: `${ADMIN}/tasks/:task_id/fail`,
  access: 'user',
  dialect: 'web',
  permission: 'postcard:manage',
  audit: 'admin_operation',
  summary: 'End an open task as failed: its unit goes back, whatever its worker still sends is refused',
  params: z.object({ task_id: z.uuid() }),
  body: z.object({ reason }),
  success: { status: 200, body: AdminTask },
  errors: ['TASK_NOT_FOUND', 'TASK_ENDED'],
});
