import { z } from 'zod';
import { PageQuery, pageOf } from '../account.js';
import { AuditActor, AuditEntry, AuditOperation, AuditResult, SecurityEventType, Severity } from '../audit.js';
import { defineRoute } from '../route.js';

const moment = z.iso.datetime({ offset: true });

const AuditRow = AuditEntry.omit({ at: true })
  .extend({
    id: z.string(),
    at: moment,
    /** Null where the account, and with it the link from pseudonym to person, is deleted. */
    user_id: z.uuid().nullable(),
    /** What stands for the user in the chain, for ever. */
    subject: z.uuid().nullable(),
  })
  .meta({ id: 'AuditRow' });

export const listAuditLogs = defineRoute({
  id: 'admin.list-audit-logs',
  audit: 'data_access',
  owner: 'user',
  method: 'GET',
  path: '/api/v1/admin/audit-logs',
  access: 'user',
  dialect: 'web',
  permission: 'admin:access',
  summary: 'Who did what and what was refused, newest first',
  query: PageQuery.extend({
    user_id: z.uuid().optional(),
    service: z.string().max(20).optional(),
    action: z.string().max(100).optional(),
    operation: AuditOperation.optional(),
    result: AuditResult.optional(),
    actor: AuditActor.optional(),
    resource_type: z.string().max(50).optional(),
    resource_id: z.string().max(200).optional(),
    request_id: z.string().max(128).optional(),
    error_code: z.string().max(60).optional(),
    address: z.string().max(64).optional(),
    from: moment.optional(),
    to: moment.optional(),
  }),
  success: { status: 200, body: pageOf(AuditRow) },
});

const SecurityEvent = z
  .object({
    id: z.uuid(),
    type: SecurityEventType,
    severity: Severity,
    /** Name of the rule that saw it. */
    rule: z.string(),
    user_id: z.uuid().nullable(),
    address: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
    created_at: moment,
    resolved_at: moment.nullable(),
    resolved_by: z.uuid().nullable(),
  })
  .meta({ id: 'SecurityEvent' });

export const listSecurityEvents = defineRoute({
  id: 'admin.list-security-events',
  audit: 'data_access',
  owner: 'user',
  method: 'GET',
  path: '/api/v1/admin/security-events',
  access: 'user',
  dialect: 'web',
  permission: 'admin:access',
  summary: 'What the detection rules saw, newest first',
  query: PageQuery.extend({
    type: SecurityEventType.optional(),
    severity: Severity.optional(),
    user_id: z.uuid().optional(),
    address: z.string().max(64).optional(),
    resolved: z.enum(['true', 'false']).optional(),
    from: moment.optional(),
    to: moment.optional(),
  }),
  success: { status: 200, body: pageOf(SecurityEvent) },
});

export const resolveSecurityEvent = defineRoute({
  id: 'admin.resolve-security-event',
  owner: 'user',
  method: 'POST',
  path: '/api/v1/admin/security-events/:id/resolve',
  access: 'user',
  dialect: 'web',
  permission: 'system:manage',
  audit: 'admin_operation',
  summary: 'Mark a security event as dealt with',
  params: z.object({ id: z.uuid() }),
  body: z.object({ reason: z.string().trim().max(500).nullish() }),
  success: { status: 200, body: SecurityEvent },
  errors: ['SECURITY_EVENT_NOT_FOUND'],
});

/** From the gateway, which has no database: what it refused, some seconds late, thinned out above a rate. */
export const recordRefusals = defineRoute({
  id: 'audit.record-refusals',
  owner: 'user',
  method: 'POST',
  path: '/internal/audit/refusals',
  access: 'internal',
  dialect: 'web',
  summary: 'Keep what the gateway refused',
  body: z.object({ entries: z.array(AuditEntry).min(1).max(500) }),
  success: { status: 200, body: z.object({ kept: z.int() }) },
});
