import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What admins have put otherwise in a stage, and cards that were made with it for nobody. */
export class StageSettings2026112205000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table agent.stage_setting (
        number int generated always as identity (start with 1000) primary key,
        stage text not null check (stage in ('concept', 'copy', 'image', 'code')),
        state text not null default 'draft' check (state in ('draft', 'published', 'retired', 'rolled_back')),
        content jsonb not null check (jsonb_typeof(content) = 'object'),
        note text,
        created_by uuid not null,
        created_at timestamptz not null default now(),
        -- The first time: a setting that is gone back to keeps its place in the order.
        published_at timestamptz,
        constraint published_once check ((state = 'draft') = (published_at is null))
      )`);
    await runner.query(
      `create unique index one_published_setting on agent.stage_setting (stage) where state = 'published'`,
    );
    await runner.query('create index stage_setting_stage on agent.stage_setting (stage, number)');
    await runner.query(`
      create table agent.dry_run (
        id uuid primary key,
        number int not null references agent.stage_setting (number),
        brief jsonb not null,
        state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
        -- What is known of each stage so far.
        stages jsonb not null default '[]',
        -- What the gate said of each page that it was shown.
        gate jsonb not null default '[]',
        error text,
        document text,
        poster bytea,
        created_by uuid not null,
        created_at timestamptz not null default now(),
        ended_at timestamptz,
        constraint ended_with_its_state check ((state in ('done', 'failed')) = (ended_at is not null)),
        constraint card_when_done check (state <> 'done' or (document is not null and poster is not null))
      )`);
    await runner.query(`create index dry_run_created on agent.dry_run (created_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table agent.dry_run');
    await runner.query('drop table agent.stage_setting');
  }
}
