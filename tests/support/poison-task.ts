import type { Pool } from 'pg';

/** Longer than it takes a spec to see who began the stage, and shorter than a statement may take. */
const HELD_SECONDS = 3;

/** No stage of this task is ever finished: whoever writes its checkpoint waits, and then fails. */
export async function poisonTask(database: Pool, taskId: string): Promise<void> {
  await database.query(`
    create or replace function agent.poison() returns trigger language plpgsql as $$
    begin
      perform pg_sleep(${HELD_SECONDS});
      raise exception 'this task is poison';
    end $$`);
  await database.query(`
    create or replace trigger poison before insert on agent.stage_checkpoint
    for each row when (new.task_id = '${taskId}' and new.stage ~ '^(concept|copy|image|code|gate)@') execute function agent.poison()`);
}
