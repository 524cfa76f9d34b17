import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The output of a finished stage, so that a later run of the task does not pay for it again. */
@Entity({ name: 'stage_checkpoint', schema: 'agent' })
export class StageCheckpoint {
  @PrimaryColumn('uuid', { name: 'task_id' })
  taskId!: string;

  /** `name@version` of the stage. */
  @PrimaryColumn('text')
  stage!: string;

  @Column('int')
  fence!: number;

  @Column('jsonb')
  output!: unknown;

  @Column('timestamptz', { name: 'finished_at' })
  finishedAt!: Date;
}
