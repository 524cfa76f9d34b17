import type { AuditEntry, AuditOperation, AuditResult } from '@mojian/contracts/audit';
import { currentContext } from '@mojian/telemetry/request-context';
import { appendEntries, type RunQuery } from './append-entries.js';
import { maskValues } from './mask-values.js';

type Values = Readonly<Record<string, unknown>>;

/** What a call changed. Secret and personal values are masked here; say only what explains the change. */
export interface AuditChange {
  readonly resource?: { readonly type: string; readonly id: string };
  readonly before?: Values;
  readonly after?: Values;
  readonly details?: Values;
  /** Where it is another than the route's. */
  readonly operation?: AuditOperation;
  /** Whose deed it is, where the call itself cannot tell: a login, a job. */
  readonly userId?: string;
  /** `success` unless told. */
  readonly result?: AuditResult;
}

/**
 * Writes the audit row of the call under way with `run`, which must be a query of the transaction that makes the
 * change: both are there or neither. Outside of an audited call (auditing switched off) it does nothing.
 */
export async function recordAudit(run: RunQuery, change: AuditChange): Promise<void> {
  const entry = entryOf(change);
  if (!entry) return;
  await appendEntries(run, [entry]);
  const call = currentContext()?.audited;
  if (call) call.rows += 1;
}

/** The row that `recordAudit` would write, for those who write it later; undefined where nothing is audited. */
export function entryOf(change: AuditChange): AuditEntry | undefined {
  const context = currentContext();
  if (!context?.audited) return undefined;
  const { service, action, operation, actor, user_id, address, agent, method, suspicion } = context.audited;
  return {
    service,
    action,
    operation: change.operation ?? operation,
    result: change.result ?? 'success',
    actor,
    user_id: change.userId ?? user_id,
    resource_type: change.resource?.type ?? null,
    resource_id: change.resource?.id ?? null,
    request_id: context.requestId,
    address,
    agent,
    method,
    status: null,
    error_code: null,
    before: change.before ? maskValues(change.before) : null,
    after: change.after ? maskValues(change.after) : null,
    details: { ...maskValues(change.details ?? {}), ...(suspicion && { suspicion }) },
    at: null,
  };
}
