import { z } from 'zod';

/** What kind of deed an audit row is about. */
export const AuditOperation = z.enum([
  'user_login',
  'user_logout',
  'user_register',
  'postcard_create',
  'postcard_delete',
  'postcard_view',
  'quota_consume',
  'quota_restore',
  'permission_check',
  'security_event',
  'data_access',
  'config_change',
  'admin_operation',
]);
export type AuditOperation = z.output<typeof AuditOperation>;

/** `blocked`: refused by a rule of access or limit; `failure`: refused by the product; `error`: ours or a dependency's. */
export const AuditResult = z.enum(['success', 'failure', 'blocked', 'error']);
export type AuditResult = z.output<typeof AuditResult>;

/** Who acted: a person, a program with an API key, one of our processes, whoever runs the machine, nobody known. */
export const AuditActor = z.enum(['user', 'program', 'service', 'operator', 'anonymous']);
export type AuditActor = z.output<typeof AuditActor>;

const Values = z.record(z.string(), z.unknown());

/** One row of the audit, before the database has given it its place in the chain. */
export const AuditEntry = z.object({
  service: z.enum(['gateway', 'user', 'postcard', 'agent', 'operator']),
  /** Route id, or the name of a job. */
  action: z.string().min(1).max(100),
  operation: AuditOperation,
  result: AuditResult,
  actor: AuditActor,
  /** Turned into a pseudonym by the database; the link to the person is deleted with the account. */
  user_id: z.uuid().nullable(),
  resource_type: z.string().max(50).nullable(),
  resource_id: z.string().max(200).nullable(),
  request_id: z.string().max(128).nullable(),
  /** Kept apart from the row, and deleted with the account. */
  address: z.string().max(64).nullable(),
  /** User-Agent; kept where the address is. */
  agent: z.string().max(300).nullable(),
  method: z.string().max(10).nullable(),
  status: z.int().nullable(),
  error_code: z.string().max(60).nullable(),
  /** Values that changed; what is secret or personal is masked. */
  before: Values.nullable(),
  after: Values.nullable(),
  /** Whatever else explains it: the reason of a refusal, how many equal ones this row stands for. */
  details: Values,
  /** When it happened, where it is written later than that; the database's clock otherwise. */
  at: z.iso.datetime({ offset: true }).nullable(),
});
export type AuditEntry = z.output<typeof AuditEntry>;

/** Kinds of security events. */
export const SecurityEventType = z.enum([
  'malicious_input',
  'brute_force',
  'rate_limit_exceeded',
  'suspicious_behavior',
  'data_breach_attempt',
  'unauthorized_access',
  'privilege_escalation',
  'injection_attempt',
]);
export type SecurityEventType = z.output<typeof SecurityEventType>;

/** What the texts of a call looked like an attempt at; nothing is refused for it. */
export const Suspicion = z.enum(['script', 'sql', 'path_traversal', 'template', 'jndi']);
export type Suspicion = z.output<typeof Suspicion>;

export const Severity = z.enum(['low', 'medium', 'high', 'critical']);
export type Severity = z.output<typeof Severity>;

/** What an audit row says of the call under way, whatever it changes: known before the handler begins. */
export interface AuditedCall
  extends Pick<AuditEntry, 'service' | 'action' | 'operation' | 'actor' | 'user_id' | 'address' | 'agent' | 'method'> {
  /** What its input looks like; goes into `details.suspicion` of its row. Absent where it looks like nothing. */
  suspicion?: readonly Suspicion[];
  /** Rows written for it so far. */
  rows: number;
}
