import { z } from 'zod';
import { CardResult } from '../card-result.js';
import { defineRoute } from '../route.js';

const UserParams = z.object({ user_id: z.uuid() });

/** For the archive of an account: its cards, oldest first, a page at a time. */
export const exportUserCards = defineRoute({
  id: 'personal-data.export-cards',
  owner: 'postcard',
  method: 'GET',
  path: '/internal/users/:user_id/cards',
  access: 'internal',
  dialect: 'web',
  summary: 'A user’s living cards with all that was told and made',
  params: UserParams,
  query: z.object({ after: z.uuid().optional(), count: z.coerce.number().int().min(1).max(20).default(10) }),
  success: {
    status: 200,
    body: z.object({
      cards: z.array(
        z.object({
          card: CardResult.pick({ id: true, task_id: true, structured_data: true, created_at: true }),
          /** What the person gave. */
          brief: z.record(z.string(), z.unknown()),
          /** The card as one file that opens without a network, with its label; null where its document is lost. */
          capsule: z.string().nullable(),
          /** The labelled picture, base64 of a JPEG; null where the file is lost. */
          poster: z.string().nullable(),
        }),
      ),
      /** The id to go on after; null at the end. */
      next: z.uuid().nullable(),
    }),
  },
});

/** For the same archive: what was uploaded in the last days, oldest first, a page at a time. */
export const exportUserUploads = defineRoute({
  id: 'personal-data.export-uploads',
  owner: 'postcard',
  method: 'GET',
  path: '/internal/users/:user_id/uploads',
  access: 'internal',
  dialect: 'web',
  summary: 'The pictures that a user uploaded and that are still kept',
  params: UserParams,
  query: z.object({ after: z.uuid().optional(), count: z.coerce.number().int().min(1).max(5).default(5) }),
  success: {
    status: 200,
    body: z.object({
      uploads: z.array(
        z.object({
          id: z.uuid(),
          created_at: z.iso.datetime({ offset: true }),
          /** Base64 of a PNG; null where the file is lost. */
          picture: z.string().nullable(),
        }),
      ),
      /** The id to go on after; null at the end. */
      next: z.uuid().nullable(),
    }),
  },
});

/** Called until it succeeds, so it must not mind being called again. */
export const eraseUserCards = defineRoute({
  id: 'personal-data.erase-cards',
  owner: 'postcard',
  method: 'DELETE',
  path: '/internal/users/:user_id/cards',
  access: 'internal',
  dialect: 'web',
  audit: 'postcard_delete',
  summary: 'Delete all that a user wrote and got: open tasks fail, links end, words and files go; the ledger stays',
  params: UserParams,
  success: { status: 200, body: z.object({ cards: z.int().min(0), tasks: z.int().min(0) }) },
});
