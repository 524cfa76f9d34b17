import { randomBytes } from 'node:crypto';
import { AppError } from '@mojian/contracts/app-error';
import type { UserBrief } from '@mojian/contracts/brief';
import type { TaskStatus } from '@mojian/contracts/routes/postcard.routes';
import { currentContext } from '@mojian/telemetry/request-context';
import type { Stores } from './postcard-database.js';
import type { DatedQuota, Holder } from './quota.repository.js';
import type { EarlierTask } from './task.repository.js';

/** A request for a task, and how it is known again when it is repeated. */
export interface TaskRequest {
  readonly holder: Holder;
  /** Where it came from, as the gateway knows it. */
  readonly address: string | null;
  readonly bodyHash: string;
  readonly idempotencyKey: string | null;
}

export interface AcceptedTask {
  readonly id: string;
  readonly status: TaskStatus;
  /** False when an earlier request had made it. */
  readonly isNew: boolean;
}

export interface NewWork {
  readonly id: string;
  readonly brief: UserBrief;
  readonly deadlineSeconds: number;
  readonly regenerates: string | null;
  /** Whether a grant pays for it. */
  readonly free: boolean;
}

/** The task of an earlier request with this key; IDEMPOTENCY_MISMATCH where that one was another. */
export async function findByKey(
  { tasks }: Stores,
  { holder, idempotencyKey, bodyHash }: TaskRequest,
): Promise<EarlierTask | undefined> {
  if (idempotencyKey === null) return undefined;
  const keyed = await tasks.findByKey(holder.userId, idempotencyKey);
  if (keyed && keyed.bodyHash !== bodyHash) {
    throw new AppError('IDEMPOTENCY_MISMATCH', 'the key was used with another body');
  }
  return keyed;
}

/**
 * Task, reserved unit and money, slot, outbox row and audit row; the day is open.
 * @throws AppError SPEND_CEILING where the day has no money left for one more card.
 */
export async function beginTask(
  stores: Stores,
  { holder, address, bodyHash, idempotencyKey }: TaskRequest,
  today: DatedQuota,
  { free, ...work }: NewWork,
): Promise<AcceptedTask> {
  const reserve = await stores.spend.reserve(today.date, { userId: holder.userId, address });
  await stores.tasks.insert({
    ...work,
    ...reserve,
    userId: holder.userId,
    bodyHash,
    idempotencyKey,
    seed: randomBytes(16).toString('hex'),
    quotaDate: today.date,
    requestId: currentContext()?.requestId ?? 'none',
  });
  await stores.quota.enter(work.id, 'reserve');
  await stores.outbox.insert(work.id);
  await stores.audit({
    resource: { type: 'task', id: work.id },
    before: { reserved: today.reserved, spent: today.spent },
    after: { quota_date: today.date, reserved: today.reserved + 1, spent: today.spent, status: 'pending' },
    details: { plan: holder.plan, ...(work.regenerates && { regenerates: work.regenerates, free }) },
  });
  return { id: work.id, status: 'pending', isNew: true };
}
