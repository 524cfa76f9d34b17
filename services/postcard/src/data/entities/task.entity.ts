import type { UserBrief } from '@mojian/contracts/brief';
import type { TaskStatus } from '@mojian/contracts/routes/postcard.routes';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SpendKind } from '../../domain/spend.js';

/** One attempt to make a card. Created, then changed only by the conditional statements of its repository. */
@Entity({ name: 'task' })
export class TaskEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column({ name: 'user_id', type: 'uuid' })
  userId!: string;

  @Column({ type: 'text' })
  status!: TaskStatus;

  /** Number of the latest run; only its holder may settle. */
  @Column({ type: 'integer' })
  fence!: number;

  @Column({ type: 'text' })
  seed!: string;

  @Column({ type: 'jsonb' })
  brief!: UserBrief;

  @Column({ name: 'body_hash', type: 'text' })
  bodyHash!: string;

  @Column({ name: 'idempotency_key', type: 'text', nullable: true })
  idempotencyKey!: string | null;

  /** Day on which its unit was reserved, `YYYY-MM-DD`: it goes back there and nowhere else. */
  @Column({ name: 'quota_date', type: 'date' })
  quotaDate!: string;

  @Column({ name: 'slot_held', type: 'boolean' })
  slotHeld!: boolean;

  /** The card of which it makes another. */
  @Column({ type: 'uuid', nullable: true })
  regenerates!: string | null;

  /** What it is reckoned at until its cost is known, millionths; 0 where no sum counts it. */
  @Column({ name: 'reserve_micros', type: 'bigint' })
  reserveMicros!: number;

  /** The sums of its day that count it. */
  @Column({ name: 'reserved_for', type: 'text', array: true })
  reservedFor!: readonly SpendKind[];

  /** Hash of where it came from, where the sum of the address counts it. */
  @Column({ name: 'address_key', type: 'text', nullable: true })
  addressKey!: string | null;

  @Column({ name: 'request_id', type: 'text' })
  requestId!: string;

  @Column({ type: 'text', nullable: true })
  error!: string | null;

  @Column({ name: 'error_message', type: 'text', nullable: true })
  errorMessage!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;

  @Column({ name: 'deadline_at', type: 'timestamptz' })
  deadlineAt!: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;
}
