import { z } from 'zod';
import { Permission, Plan, Role } from '../permissions.js';
import { defineRoute } from '../route.js';

/** What the gateway must know of a session at each request. */
const SessionState = z.object({
  alive: z.boolean(),
  user_id: z.uuid().nullable(),
  user_active: z.boolean(),
  role: Role.nullable(),
  plan: Plan.nullable(),
  /** Access tokens with a lower version are refused. */
  token_version: z.int(),
  /** When the session was last refreshed; an access token that expired less than 60 s after is still served on mini. */
  refreshed_at: z.iso.datetime({ offset: true }).nullable(),
});

/** Asked by the gateway, which keeps the answer for at most one second. */
export const getSessionState = defineRoute({
  id: 'session.state',
  owner: 'user',
  method: 'GET',
  path: '/internal/sessions/:session_id',
  access: 'internal',
  dialect: 'web',
  summary: 'Is this session alive, and may its user act',
  params: z.object({ session_id: z.uuid() }),
  success: { status: 200, body: SessionState },
});

/** How the gateway finds out, while events do not reach it, which of its open streams have lost their session. */
export const listEndedSessions = defineRoute({
  id: 'session.list-ended',
  owner: 'user',
  method: 'GET',
  path: '/internal/ended-sessions',
  access: 'internal',
  dialect: 'web',
  summary: 'Which of these sessions and API keys are not alive any more',
  query: z.object({
    /** Ids, separated by commas, at most 200. */
    ids: z
      .string()
      .max(200 * 37)
      .transform((ids) => ids.split(','))
      .pipe(z.array(z.uuid()).max(200)),
  }),
  success: { status: 200, body: z.object({ ended: z.array(z.uuid()) }) },
});

/** Asked by the gateway, which keeps the answer for at most one second. */
export const getApiKeyState = defineRoute({
  id: 'api-key.state',
  owner: 'user',
  method: 'GET',
  path: '/internal/api-keys/:key_hash',
  access: 'internal',
  dialect: 'web',
  summary: 'Is this API key good, whose is it and what may it do',
  /** SHA-256 of the key, hexadecimal: the key itself goes no further than the gateway. */
  params: z.object({ key_hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  success: {
    status: 200,
    body: z.object({
      alive: z.boolean(),
      key_id: z.uuid().nullable(),
      user_id: z.uuid().nullable(),
      user_active: z.boolean(),
      role: Role.nullable(),
      plan: Plan.nullable(),
      scopes: z.array(Permission),
    }),
  },
});
