import { z } from 'zod';
import { Permission, Plan, Role } from './permissions.js';

/** Which of our clients a session belongs to; token lives differ by it. */
export const Audience = z.enum(['mini', 'web']);
export type Audience = z.output<typeof Audience>;

/** Payload of an access token as it is signed. */
export const AccessTokenPayload = z.object({
  iss: z.literal('mojian'),
  aud: Audience,
  sub: z.string().min(1).max(64),
  sid: z.string().min(1).max(64),
  /** Two tokens of one second differ by it; nothing is ever looked up by it. */
  jti: z.string().min(1).max(64),
  /** Token version of the user: a higher one in the database revokes all lower ones. */
  tv: z.int().nonnegative(),
  role: Role,
  iat: z.int(),
  exp: z.int(),
});

/** The person or program on whose behalf a request between our processes is made: by a session or by an API key. */
export const IdentityUser = z.object({
  id: z.string().min(1).max(64),
  role: Role,
  plan: Plan,
  /** Null where an API key was used. */
  sessionId: z.string().min(1).max(64).nullable(),
  /** Null where a session was. */
  apiKey: z.object({ id: z.string().min(1).max(64), scopes: z.array(Permission) }).nullable(),
  audience: Audience,
});
export type IdentityUser = z.output<typeof IdentityUser>;

/** What one of our processes asserts, signed, in every request to another. */
export const InternalIdentity = z.object({
  v: z.literal(1),
  /** Name of the service that the request is meant for. */
  aud: z.string(),
  method: z.string(),
  /** Path and query exactly as sent. */
  path: z.string(),
  /** Unix seconds, at most 30 s after signing. */
  exp: z.int(),
  caller: z.enum(['gateway', 'user', 'postcard', 'agent']),
  user: IdentityUser.optional(),
  /** Address of the client, as the gateway knows it; absent where a process of ours acts by itself. */
  address: z.string().max(64).optional(),
  request_id: z.string().min(1).max(128),
});
export type InternalIdentity = z.output<typeof InternalIdentity>;
