import { z } from 'zod';
import { Preview } from './routes/postcard.routes.js';
import { ModelStage } from './routes/stage-setting.routes.js';

/** A message that may be lost: state is in Postgres, this only makes it quick. */
export interface EventSpec<S extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly schema: S;
}

export const defineEvent = <S extends z.ZodType>(event: EventSpec<S>): EventSpec<S> => event;

/** A stage began or ended, or there is something new to show. */
export const taskProgressed = defineEvent({
  name: 'task.progressed',
  schema: z.object({
    task_id: z.uuid(),
    fence: z.int(),
    /** Rises with every event of a run; with the fence it orders all of them. */
    seq: z.int(),
    step: z.string(),
    progress: z.int().min(0).max(100),
    /** Picture as a stored file's `hash.ext`; whoever shows it signs the URL. */
    preview: Preview.omit({ image_url: true }).extend({ image: z.string().nullable() }),
  }),
});
export type TaskProgress = z.output<typeof taskProgressed.schema>;

/** Where the worker leaves the last `taskProgressed` of a task in Redis, as JSON, for whoever comes later than the event. */
export const taskProgressKey = (taskId: string): string => `task:progress:${taskId}`;

/** The task has its card or its failure; read it from Postgres. */
export const taskEnded = defineEvent({ name: 'task.ended', schema: z.object({ task_id: z.uuid() }) });

/** A session ended, or all of a user's did: whoever keeps their state drops it. */
export const sessionRevoked = defineEvent({
  name: 'session.revoked',
  schema: z.object({ user_id: z.uuid(), session_id: z.uuid().nullable() }),
});

/** Role, plan or state of a user changed: whoever keeps it drops it, and breaks off the user's streams. */
export const userChanged = defineEvent({ name: 'user.changed', schema: z.object({ user_id: z.uuid() }) });

/** An API key was revoked. */
export const apiKeyRevoked = defineEvent({
  name: 'api-key.revoked',
  schema: z.object({ user_id: z.uuid(), key_id: z.uuid() }),
});

/** Another setting of a stage is in force, or the code's own: whoever keeps them reads them anew. */
export const stageSettingChanged = defineEvent({
  name: 'stage-setting.changed',
  schema: z.object({ stage: ModelStage }),
});

/** A share link or a card is gone: whoever keeps its page drops it. */
export const cardWithdrawn = defineEvent({ name: 'card.withdrawn', schema: z.object({ card_id: z.uuid() }) });
