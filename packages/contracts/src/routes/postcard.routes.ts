import { z } from 'zod';
import { CardResult, CardSummary } from '../card-result.js';
import { EMOTION_IMAGE_CHARACTERS, IMAGE_BODY_LIMIT } from '../emotion-image.js';
import { DrawingData } from '../ink.js';
import { defineRoute } from '../route.js';

const MINI = '/api/v1/miniprogram';

const optionalText = (max: number) =>
  z
    .string()
    .max(max)
    .nullish()
    .transform((text) => text?.trim() || null);

const EmotionImage = z
  .string()
  .max(EMOTION_IMAGE_CHARACTERS)
  .regex(/^data:image\/(?:jpeg|jpg|png|gif|webp);base64,/, 'must be a data URL of a jpeg, png, gif or webp image')
  .nullish()
  .or(z.literal('').transform(() => null));

export const CreateContext = z.object({
  latitude: z.number().min(-90).max(90).nullish(),
  longitude: z.number().min(-180).max(180).nullish(),
  coord_type: z.enum(['gcj02', 'wgs84']).default('gcj02').catch('gcj02'),
  location: optionalText(100),
  weather: optionalText(50),
  city: optionalText(100),
});

export const CreatePostcard = z
  .object({
    /** Kept verbatim; blank is refused. */
    user_input: z
      .string()
      .max(2000)
      .refine((words) => words.trim().length > 0, 'must not be blank'),
    style: optionalText(100),
    theme: optionalText(100),
    mood: optionalText(50),
    emotion_image_base64: EmotionImage,
    drawing_data: DrawingData.nullish().catch(null),
    quiz_answers: z
      .array(
        z.object({
          question_id: z.string().max(100),
          option_id: z.string().max(100),
          option_label: z.string().max(200).nullish(),
        }),
      )
      .max(50)
      .nullish()
      .catch(null),
    context: CreateContext.nullish(),
    recipient_name: optionalText(50),
    sender_name: optionalText(50),
    language: z.enum(['zh', 'en']).nullish(),
  })
  .meta({ id: 'CreatePostcard' });
export type CreatePostcard = z.output<typeof CreatePostcard>;

export const TaskStatus = z.enum(['pending', 'processing', 'completed', 'failed']);
export type TaskStatus = z.output<typeof TaskStatus>;

/** What can already be shown while the card is made. */
export const Preview = z.object({
  title: z.string().nullable(),
  lines: z.array(z.string()),
  image_url: z.string().nullable(),
});

export const TaskState = z
  .object({
    task_id: z.uuid(),
    status: TaskStatus,
    /** Per cent, never falling. */
    progress: z.int().min(0).max(100),
    /** Name of the stage under way: queued, concept, copy, image, code, gate, done, failed. */
    step: z.string(),
    preview: Preview,
    /** Stable code of the failure. */
    error: z.string().nullable(),
    error_message: z.string().nullable(),
    degraded: z.boolean(),
    card_id: z.uuid().nullable(),
    created_at: z.iso.datetime({ offset: true }),
    updated_at: z.iso.datetime({ offset: true }),
  })
  .meta({ id: 'TaskState' });
export type TaskState = z.output<typeof TaskState>;

const TaskParams = z.object({ task_id: z.uuid() });
const CardParams = z.object({ id: z.uuid() });

export const createPostcard = defineRoute({
  id: 'postcard.create',
  owner: 'postcard',
  method: 'POST',
  path: `${MINI}/postcards/create`,
  access: 'user',
  dialect: 'mini',
  permission: 'postcard:create',
  audit: 'postcard_create',
  summary: 'Start making a card; the same body again is the same task',
  limit: 'postcard_create',
  bodyLimit: IMAGE_BODY_LIMIT,
  timeoutMs: 60_000,
  headers: { 'Idempotency-Key': 'At most 255 characters: the same key with the same body is the same task for 24 h' },
  body: CreatePostcard,
  success: {
    status: 200,
    body: z.object({
      task_id: z.uuid(),
      status: TaskStatus,
      /** Seconds, from recent cards. */
      estimated_time: z.int().positive(),
      user_id: z.uuid(),
    }),
  },
  errors: [
    'QUOTA_USED_UP',
    'SLOT_TAKEN',
    'TASK_UNDER_WAY',
    'SPEND_CEILING',
    'IDEMPOTENCY_MISMATCH',
    'WORDS_REFUSED',
    'NEEDS_HELP',
  ],
});

export const getTaskStatus = defineRoute({
  id: 'postcard.status',
  owner: 'postcard',
  method: 'GET',
  path: `${MINI}/postcards/status/:task_id`,
  access: 'user',
  dialect: 'mini',
  permission: 'postcard:read',
  ownership: { resource: 'task', param: 'task_id' },
  summary: 'How far a task is; with `wait` (seconds) answers at the next change',
  limit: 'status',
  params: TaskParams,
  query: z.object({ wait: z.coerce.number().min(0).max(25).catch(0).default(0) }),
  success: { status: 200, body: TaskState },
  errors: ['TASK_NOT_FOUND', 'NOT_OWNER'],
});

/** Events `status` whose data is a TaskState; ids rise, the stream ends after a terminal state. */
export const streamTaskEvents = defineRoute({
  id: 'postcard.events',
  owner: 'postcard',
  method: 'GET',
  path: `${MINI}/postcards/events/:task_id`,
  access: 'user',
  dialect: 'mini',
  permission: 'postcard:read',
  ownership: { resource: 'task', param: 'task_id' },
  summary: 'The same as a stream of server-sent events, resumable by Last-Event-ID',
  limit: 'status',
  stream: true,
  headers: { 'Last-Event-ID': 'Go on after this event' },
  params: TaskParams,
  success: { status: 200, type: 'text/event-stream', body: z.unknown() },
  errors: ['TASK_NOT_FOUND', 'NOT_OWNER'],
});

export const getResult = defineRoute({
  id: 'postcard.result',
  owner: 'postcard',
  method: 'GET',
  path: `${MINI}/postcards/result/:id`,
  access: 'user',
  dialect: 'mini',
  permission: 'postcard:read',
  ownership: { resource: 'task-or-card', param: 'id' },
  summary: 'The finished card, by task or by card id',
  limit: 'result',
  params: CardParams,
  query: z.object({ include: z.string().optional() }),
  success: { status: 200, body: CardResult },
  errors: ['CARD_NOT_FOUND', 'CARD_NOT_READY', 'NOT_OWNER'],
});

export const listPostcards = defineRoute({
  id: 'postcard.list',
  owner: 'postcard',
  method: 'GET',
  path: `${MINI}/postcards/user`,
  access: 'user',
  dialect: 'mini',
  permission: 'postcard:read',
  summary: 'The caller’s finished cards, newest first',
  limit: 'list',
  query: z.object({
    page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
    limit: z.coerce.number().int().min(1).max(50).catch(10).default(10),
  }),
  success: {
    status: 200,
    body: z.object({ postcards: z.array(CardSummary), page: z.int(), limit: z.int(), total: z.int() }),
  },
});

export const deletePostcard = defineRoute({
  id: 'postcard.delete',
  owner: 'postcard',
  method: 'DELETE',
  path: `${MINI}/postcards/:id`,
  access: 'user',
  dialect: 'mini',
  permission: 'postcard:delete',
  ownership: { resource: 'task-or-card', param: 'id' },
  audit: 'postcard_delete',
  summary: 'Delete a card: frees its slot, never gives the count back',
  params: CardParams,
  success: { status: 200, body: z.object({ postcard_id: z.uuid(), deleted_by: z.uuid() }) },
  errors: ['CARD_NOT_FOUND', 'NOT_OWNER'],
});

/** Free once for a card that was degraded; otherwise it costs a unit and needs one that is left. */
export const regeneratePostcard = defineRoute({
  id: 'postcard.regenerate',
  owner: 'postcard',
  method: 'POST',
  path: `${MINI}/postcards/:id/regenerate`,
  access: 'user',
  dialect: 'mini',
  permission: 'postcard:create',
  ownership: { resource: 'task-or-card', param: 'id' },
  audit: 'postcard_create',
  summary: 'Make another card of the same brief; the new one takes the slot, the old one stays in the gallery',
  limit: 'postcard_create',
  headers: { 'Idempotency-Key': 'At most 255 characters: the same key with the same body is the same task for 24 h' },
  params: CardParams,
  success: { status: 200, body: z.object({ task_id: z.uuid() }) },
  errors: [
    'CARD_NOT_FOUND',
    'CARD_NOT_READY',
    'NOT_OWNER',
    'QUOTA_USED_UP',
    'SLOT_TAKEN',
    'TASK_UNDER_WAY',
    'SPEND_CEILING',
    'IDEMPOTENCY_MISMATCH',
    'WORDS_REFUSED',
    'NEEDS_HELP',
  ],
});
