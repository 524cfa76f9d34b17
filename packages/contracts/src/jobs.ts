import { z } from 'zod';

/** A kind of queued work: its payload is parsed by whoever takes it. */
export interface JobSpec<S extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly schema: S;
}

export const defineJob = <S extends z.ZodType>(job: JobSpec<S>): JobSpec<S> => job;

/** Name of the queue that the workers read. */
export const POSTCARD_QUEUE = 'postcards';

/** Make the card of a task. The job's id is the task's id; all else about it is in Postgres. */
export const generatePostcard = defineJob({
  name: 'postcard.generate',
  schema: z.object({ task_id: z.uuid(), user_id: z.uuid(), request_id: z.string() }),
});

/** Name of the queue of dry runs, which no card waits behind. */
export const DRY_RUN_QUEUE = 'dry-runs';

/** Make the card of a dry run. The job's id is the run's id; all else about it is in Postgres. */
export const makeDryRun = defineJob({
  name: 'dry-run.make',
  schema: z.object({ run_id: z.uuid(), request_id: z.string() }),
});
