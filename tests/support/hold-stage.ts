import { waitFor } from '@mojian/testing/wait-for';
import type { Pool } from 'pg';

/** Longer than the time between two looks at it, shorter than the workers' statement time-out. */
const HOLD_SECONDS = 4;

/**
 * Makes the next write of this stage's checkpoint wait, so that a worker can be met in the middle of the stage.
 * `entered` resolves while it waits; `release` lets later ones pass.
 */
export async function holdStage(
  database: Pool,
  stage: string,
): Promise<{ entered: () => Promise<void>; release: () => Promise<void> }> {
  await database.query(`
    create or replace function agent.hold_stage() returns trigger language plpgsql as $$
    begin
      perform pg_sleep(${HOLD_SECONDS});
      return new;
    end $$`);
  await database.query('drop trigger if exists hold_stage on agent.stage_checkpoint');
  await database.query(`
    create trigger hold_stage before insert on agent.stage_checkpoint
    for each row when (new.stage like '${stage}@%') execute function agent.hold_stage()`);
  return {
    entered: async () => {
      await waitFor(
        async () => {
          const { rowCount } = await database.query(
            `select 1 from pg_stat_activity
             where datname = current_database() and wait_event = 'PgSleep' and query ilike '%agent.stage_checkpoint%'`,
          );
          return rowCount === 1;
        },
        { timeoutMs: 60_000, what: `the stage ${stage} to be under way` },
      );
    },
    release: async () => {
      await database.query('drop trigger if exists hold_stage on agent.stage_checkpoint');
    },
  };
}
