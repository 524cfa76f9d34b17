import { waitFor } from '@mojian/testing/wait-for';
import type { Pool } from 'pg';

/** Of this database only, which is the test's own. */
const HOLDING = 2611;

/** A stage whose checkpoint is being written and cannot be. */
export interface HeldStage {
  /** Resolves once a worker is there. It must be killed then: after 4 s it would give the wait up as a failure. */
  readonly entered: () => Promise<void>;
  /** What waits is undone, so that the stage was not finished; who comes later passes. */
  readonly release: () => Promise<void>;
}

/** Makes the write of this stage's checkpoint wait, so that a worker can be met in the middle of the stage. */
export async function holdStage(database: Pool, stage: string): Promise<HeldStage> {
  await database.query(`
    create or replace function agent.hold_stage() returns trigger language plpgsql as $$
    begin
      if not pg_try_advisory_xact_lock_shared(${HOLDING}) then
        perform pg_advisory_xact_lock_shared(${HOLDING});
        raise exception 'it was held';
      end if;
      return new;
    end $$`);
  await database.query(`
    create or replace trigger hold_stage before insert on agent.stage_checkpoint
    for each row when (new.stage like '${stage}@%') execute function agent.hold_stage()`);
  const holder = await database.connect();
  await holder.query('select pg_advisory_lock($1)', [HOLDING]);
  return {
    entered: async () => {
      await waitFor(async () => (await holder.query(WAITING, [HOLDING])).rowCount === 1, {
        timeoutMs: 60_000,
        what: `the stage ${stage} to be under way`,
      });
    },
    release: async () => {
      await holder.query('select pg_advisory_unlock($1)', [HOLDING]);
      holder.release();
    },
  };
}

const WAITING = `
  select from pg_locks
  where locktype = 'advisory' and objid = $1 and not granted
    and database = (select oid from pg_database where datname = current_database())`;
