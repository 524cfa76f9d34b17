import { z } from 'zod';
import { defineRoute } from '../route.js';

export const getQuota = defineRoute({
  id: 'quota.get',
  owner: 'postcard',
  method: 'GET',
  path: '/api/v1/miniprogram/users/:user_id/quota',
  access: 'user',
  dialect: 'mini',
  permission: 'quota:read',
  ownership: { resource: 'user', param: 'user_id' },
  summary: 'What the caller may still make today',
  limit: 'quota',
  params: z.object({ user_id: z.uuid() }),
  success: {
    status: 200,
    body: z
      .object({
        can_generate: z.boolean(),
        should_show_canvas: z.boolean(),
        remaining_quota: z.int().min(0),
        generated_count: z.int().min(0),
        current_card_exists: z.boolean(),
        current_card_id: z.uuid().nullable(),
        max_daily_quota: z.int().min(0),
        quota_date: z.iso.date(),
        resets_at: z.iso.datetime({ offset: true }),
        message: z.string(),
      })
      .meta({ id: 'Quota' }),
  },
  errors: ['NOT_OWNER'],
});
