import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The runs of a task: each takes the next fence, and only the holder of the greatest may write. */
@Entity({ name: 'task_run', schema: 'agent' })
export class TaskRun {
  @PrimaryColumn('uuid', { name: 'task_id' })
  taskId!: string;

  @Column('int')
  fence!: number;

  @Column('timestamptz', { name: 'started_at' })
  startedAt!: Date;
}
