import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the gate said of each page that it was shown, and which tasks ended with a card. */
export class GateVisits2026112203000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table agent.gate_visit (
        id bigint generated always as identity primary key,
        task_id uuid not null,
        round int not null check (round > 0),
        verdict text not null check (verdict in ('pass', 'reject')),
        rules text[] not null,
        -- The call that wrote the page, and so its model and prompt version; null for a page of the studio.
        call_id bigint references agent.model_call,
        visited_at timestamptz not null default now()
      )`);
    await runner.query('create index gate_visit_task on agent.gate_visit (task_id)');
    await runner.query('create index gate_visit_call on agent.gate_visit (call_id) where call_id is not null');
    await runner.query(`
      create table agent.delivered_card (
        task_id uuid primary key,
        cost_micros bigint not null check (cost_micros >= 0),
        delivered_at timestamptz not null default now()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table agent.delivered_card');
    await runner.query('drop table agent.gate_visit');
  }
}
