import type { AuditEntry } from '@mojian/contracts/audit';

/** A row of nothing in particular. */
export const auditRow = (fields: Partial<AuditEntry> = {}): AuditEntry => ({
  service: 'user',
  action: 'some.route',
  operation: 'data_access',
  result: 'success',
  actor: 'user',
  user_id: null,
  resource_type: null,
  resource_id: null,
  request_id: 'r1',
  address: null,
  agent: null,
  method: 'GET',
  status: null,
  error_code: null,
  before: null,
  after: null,
  details: {},
  at: null,
  ...fields,
});
