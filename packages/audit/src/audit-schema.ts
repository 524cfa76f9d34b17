import { CreateAudit1763790000000 } from './migrations/1763790000000-create-audit.js';

export interface AuditSchemaOptions {
  /** Days after which whole days are dropped, at least 30; what is set stays where nothing is told. */
  readonly retentionDays?: number;
}

/**
 * The schema `audit`, for `migrate`. Every service that writes audit rows brings it up to date at its start. The
 * serving role may read it and call these functions; it has no right to write any table.
 */
export const auditSchema = ({ retentionDays }: AuditSchemaOptions = {}) =>
  ({
    schema: 'audit',
    migrations: [CreateAudit1763790000000],
    rights: 'read',
    execute: ['append', 'forget', 'prune', 'ensure_partitions', 'canonical', 'next_hash', 'genesis', 'commitment'],
    atBoot: [
      ...(retentionDays === undefined ? [] : [`UPDATE audit.policy SET retention_days = ${Math.trunc(retentionDays)}`]),
      'SELECT audit.ensure_partitions()',
    ],
  }) as const;
