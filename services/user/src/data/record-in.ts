import { type AuditChange, recordAudit } from '@mojian/audit/record-audit';
import type { EntityManager } from 'typeorm';

/** The audit row of the call under way, in the transaction of this manager. */
export const recordIn = (manager: EntityManager, change: AuditChange): Promise<void> =>
  recordAudit((statement, values) => manager.query(statement, values), change);
