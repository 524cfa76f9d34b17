import { z } from 'zod';
import { defineRoute } from '../route.js';

const MINI = '/api/v1/miniprogram';
const CardParams = z.object({ id: z.uuid() });

export const sharePostcard = defineRoute({
  id: 'postcard.share',
  owner: 'postcard',
  method: 'POST',
  path: `${MINI}/postcards/:id/share`,
  access: 'user',
  dialect: 'mini',
  permission: 'postcard:create',
  ownership: { resource: 'task-or-card', param: 'id' },
  audit: 'config_change',
  summary: 'The link that opens the card without an account; the same one again while it lives',
  params: CardParams,
  success: {
    status: 200,
    body: z.object({ url: z.string(), slug: z.string(), expires_at: z.iso.datetime({ offset: true }).nullable() }),
  },
  errors: ['CARD_NOT_FOUND', 'NOT_OWNER', 'CARD_UNDER_CHECK', 'CARD_REFUSED'],
});

export const revokeShare = defineRoute({
  id: 'postcard.revoke-share',
  owner: 'postcard',
  method: 'DELETE',
  path: `${MINI}/postcards/:id/share`,
  access: 'user',
  dialect: 'mini',
  permission: 'postcard:delete',
  ownership: { resource: 'task-or-card', param: 'id' },
  audit: 'config_change',
  summary: 'Take the link back; it is gone within a second',
  params: CardParams,
  success: { status: 200, body: z.object({ revoked: z.boolean() }) },
  errors: ['CARD_NOT_FOUND', 'NOT_OWNER'],
});
