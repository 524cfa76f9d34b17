import type { FinishedCard } from '@mojian/contracts/routes/task-run.routes';
import type { ContentCheck } from '@mojian/safety/content-check';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CheckStanding } from '../../domain/card-check.js';

/** A finished card; a deleted one stays as a tombstone, so that its task is never without it. */
@Entity({ name: 'postcard' })
export class PostcardEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column({ name: 'task_id', type: 'uuid' })
  taskId!: string;

  @Column({ name: 'user_id', type: 'uuid' })
  userId!: string;

  @Column({ type: 'jsonb' })
  concept!: FinishedCard['concept'];

  @Column({ type: 'jsonb' })
  copy!: FinishedCard['copy'];

  @Column({ type: 'jsonb' })
  picture!: FinishedCard['picture'];

  @Column({ type: 'jsonb' })
  page!: FinishedCard['page'];

  @Column({ type: 'jsonb' })
  poster!: FinishedCard['poster'];

  @Column({ type: 'jsonb' })
  interactions!: FinishedCard['interactions'];

  @Column({ type: 'jsonb' })
  report!: FinishedCard['report'];

  @Column({ name: 'structured_data', type: 'jsonb' })
  structuredData!: object;

  @Column({ name: 'flat_fields', type: 'jsonb' })
  flatFields!: object;

  @Column({ type: 'jsonb' })
  sources!: FinishedCard['sources'];

  @Column({ type: 'boolean' })
  degraded!: boolean;

  /** Null for cards that were made before there were checks. */
  @Column({ name: 'content_check', type: 'jsonb', nullable: true, select: false })
  contentCheck!: ContentCheck | null;

  @Column({ name: 'check_state', type: 'text' })
  checkState!: CheckStanding;

  @Column({ name: 'check_due_at', type: 'timestamptz', nullable: true, select: false })
  checkDueAt!: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'deleted_at', type: 'timestamptz', nullable: true })
  deletedAt!: Date | null;
}
