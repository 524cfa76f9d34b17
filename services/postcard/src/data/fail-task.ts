import type { AuditOperation } from '@mojian/contracts/audit';
import type { Stores } from './postcard-database.js';
import type { HeldTask, TaskFailure } from './task.repository.js';

export interface FailureRecord extends TaskFailure {
  /** What the audit files it under; the route's own where it is absent. */
  readonly operation?: AuditOperation;
  /** Where an operator did it: the row is theirs, and names the owner. */
  readonly byOperator?: { readonly reason: string | null };
}

/** Ends a held, open task without a card: its unit goes back to its day, its slot is free, and the audit has its row. */
export async function failHeldTask(stores: Stores, task: HeldTask, failure: FailureRecord): Promise<void> {
  const { operation, byOperator, ...ending } = failure;
  await stores.tasks.fail(task.id, ending);
  await stores.quota.enter(task.id, 'release');
  await stores.audit({
    resource: { type: 'task', id: task.id },
    before: { status: task.status, fence: task.fence },
    after: { status: 'failed', fence: ending.fence ?? task.fence, error: ending.error, released: task.quotaDate },
    ...(byOperator ? { details: { owner: task.userId, reason: byOperator.reason } } : { userId: task.userId }),
    ...(operation && { operation }),
  });
}
