import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RunsAndCheckpoints2026112101000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table agent.task_run (
        task_id uuid primary key,
        fence int not null check (fence > 0),
        started_at timestamptz not null default now()
      )`);
    await runner.query(`
      create table agent.stage_checkpoint (
        task_id uuid not null references agent.task_run (task_id) on delete cascade,
        stage text not null check (stage like '%@%'),
        fence int not null check (fence > 0),
        output jsonb not null,
        finished_at timestamptz not null default now(),
        primary key (task_id, stage)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table agent.stage_checkpoint');
    await runner.query('drop table agent.task_run');
  }
}
