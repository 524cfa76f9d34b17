import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One row for every request to a model, and what was answered while the task may still need it. */
export class ModelCalls2026112201000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table agent.model_call (
        id bigint generated always as identity primary key,
        task_id uuid not null,
        stage text not null,
        provider text not null,
        model text not null,
        prompt_version int not null check (prompt_version > 0),
        outcome text not null check (outcome in ('answered', 'invalid', 'refused', 'rejected', 'busy', 'unavailable', 'cancelled')),
        retries int not null check (retries >= 0),
        input_tokens int check (input_tokens >= 0),
        cached_tokens int check (cached_tokens >= 0),
        output_tokens int check (output_tokens >= 0),
        cost_micros bigint check (cost_micros >= 0),
        first_token_ms int check (first_token_ms >= 0),
        total_ms int not null check (total_ms >= 0),
        called_at timestamptz not null default now()
      )`);
    await runner.query('create index model_call_task on agent.model_call (task_id)');
    await runner.query('create index model_call_day on agent.model_call (called_at, provider, model)');
    await runner.query(`
      create table agent.model_reply (
        task_id uuid not null references agent.task_run (task_id) on delete cascade,
        question text not null,
        answered_by text not null,
        reply text not null,
        answered_at timestamptz not null default now(),
        primary key (task_id, question)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table agent.model_reply');
    await runner.query('drop table agent.model_call');
  }
}
