import type { AuditEntry } from '@mojian/contracts/audit';

/** A row of nothing in particular. */
export const auditEntry = (fields: Partial<AuditEntry> = {}): AuditEntry => ({
  service: 'user',
  action: 'auth.login',
  operation: 'user_login',
  result: 'success',
  actor: 'user',
  user_id: null,
  resource_type: null,
  resource_id: null,
  request_id: 'r1',
  address: null,
  agent: null,
  method: 'POST',
  status: null,
  error_code: null,
  before: null,
  after: null,
  details: {},
  at: null,
  ...fields,
});
