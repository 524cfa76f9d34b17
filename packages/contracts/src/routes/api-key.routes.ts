import { z } from 'zod';
import { Permission } from '../permissions.js';
import { defineRoute } from '../route.js';

const KEYS = '/api/v1/api-keys';

const ApiKey = z
  .object({
    id: z.uuid(),
    name: z.string(),
    /** The first characters, by which its owner knows it. */
    prefix: z.string(),
    scopes: z.array(Permission),
    created_at: z.iso.datetime({ offset: true }),
    expires_at: z.iso.datetime({ offset: true }).nullable(),
    /** To the minute. */
    last_used_at: z.iso.datetime({ offset: true }).nullable(),
  })
  .meta({ id: 'ApiKey' });

/** The key is told here and never again; only its hash is kept. */
export const createApiKey = defineRoute({
  id: 'api-key.create',
  owner: 'user',
  method: 'POST',
  path: KEYS,
  access: 'user',
  dialect: 'web',
  permission: 'user:update',
  credential: 'session',
  audit: 'config_change',
  summary: 'Make a key for a program, limited to permissions of one’s own',
  body: z.object({
    name: z.string().trim().min(1).max(100),
    scopes: z.array(Permission).min(1).max(Permission.options.length),
    /** Days until it ends; for ever when absent. */
    expires_in_days: z.int().min(1).max(3650).nullish(),
  }),
  success: { status: 201, body: ApiKey.extend({ key: z.string() }) },
  errors: ['PERMISSION_DENIED', 'API_KEY_LIMIT'],
});

export const listApiKeys = defineRoute({
  id: 'api-key.list',
  owner: 'user',
  method: 'GET',
  path: KEYS,
  access: 'user',
  dialect: 'web',
  permission: 'user:read',
  credential: 'session',
  summary: 'One’s keys that are not revoked, newest first',
  success: { status: 200, body: z.object({ items: z.array(ApiKey) }) },
});

export const revokeApiKey = defineRoute({
  id: 'api-key.revoke',
  owner: 'user',
  method: 'DELETE',
  path: `${KEYS}/:key_id`,
  access: 'user',
  dialect: 'web',
  permission: 'user:update',
  credential: 'session',
  audit: 'config_change',
  summary: 'Revoke a key; it is refused everywhere within a second',
  params: z.object({ key_id: z.uuid() }),
  success: { status: 200, body: z.object({ revoked: z.boolean() }) },
  errors: ['API_KEY_NOT_FOUND'],
});
