import { z } from 'zod';

/** Which of our clients a session belongs to; token lives differ by it. */
export const Audience = z.enum(['mini', 'web']);
export type Audience = z.output<typeof Audience>;

export const Role = z.enum(['user', 'admin']);
export type Role = z.output<typeof Role>;

/** Payload of an access token as it is signed. */
export const AccessTokenPayload = z.object({
  iss: z.literal('mojian'),
  aud: Audience,
  sub: z.string().min(1).max(64),
  sid: z.string().min(1).max(64),
  /** Token version of the user: a higher one in the database revokes all lower ones. */
  tv: z.int().nonnegative(),
  role: Role,
  iat: z.int(),
  exp: z.int(),
});

/** The logged-in person on whose behalf a request between our processes is made. */
export const IdentityUser = z.object({
  id: z.string().min(1).max(64),
  sessionId: z.string().min(1).max(64),
  role: Role,
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
  request_id: z.string().min(1).max(128),
});
export type InternalIdentity = z.output<typeof InternalIdentity>;
