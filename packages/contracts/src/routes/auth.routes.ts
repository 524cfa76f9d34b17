import { z } from 'zod';
import { Permission, Plan, Role } from '../permissions.js';
import { defineRoute } from '../route.js';

/** Absent, null and blank are the same thing on the wire. */
const blankAsNull = (max: number) =>
  z
    .string()
    .max(max)
    .nullish()
    .transform((text) => text?.trim() || null);

/** A picture's address, as a client may put it into an image: no other scheme is kept. */
const Avatar = blankAsNull(1000).pipe(
  z
    .string()
    .regex(/^(?:https?:\/\/|data:image\/)/i, 'must be a web address or an image')
    .nullable(),
);

const Profile = z.object({
  nickName: blankAsNull(50).catch(null),
  avatarUrl: Avatar.catch(null),
  gender: z
    .union([z.literal(0), z.literal(1), z.literal(2)])
    .catch(0)
    .default(0),
});

/** The profile as clients send it: flat, or wrapped once more in `userInfo`. Nothing in it claims an identity. */
const SentProfile = z
  .union([z.object({ userInfo: Profile }).transform((nested) => nested.userInfo), Profile])
  .nullish()
  .catch(null);

export const UserInfo = z
  .object({
    id: z.uuid(),
    nickname: z.string(),
    avatar: z.string(),
    avatar_url: z.string(),
    gender: z.number(),
    role: Role,
    plan: Plan,
    permissions: z.array(Permission),
    session_id: z.uuid().optional(),
    created_at: z.iso.datetime({ offset: true }),
    last_login_at: z.iso.datetime({ offset: true }).nullable(),
  })
  .meta({ id: 'UserInfo' });

export const TokenPair = z
  .object({
    token: z.string(),
    refreshToken: z.string(),
    /** Seconds the access token lives. */
    expiresIn: z.int().positive(),
    sessionId: z.uuid(),
    userInfo: UserInfo,
  })
  .meta({ id: 'TokenPair' });

export const login = defineRoute({
  id: 'auth.login',
  owner: 'user',
  method: 'POST',
  path: '/api/v1/miniprogram/auth/login',
  access: 'public',
  dialect: 'mini',
  audit: 'user_login',
  summary: 'Exchange a WeChat login code for tokens',
  limit: 'login_mini',
  body: z.object({ code: z.string().trim().min(1).max(256), userInfo: SentProfile }),
  success: { status: 200, body: TokenPair },
  errors: ['WECHAT_CODE_REFUSED', 'WECHAT_USER_BLOCKED', 'WECHAT_BUSY', 'WECHAT_UNAVAILABLE', 'WECHAT_TIMEOUT'],
});

export const refresh = defineRoute({
  id: 'auth.refresh',
  owner: 'user',
  method: 'POST',
  path: '/api/v1/miniprogram/auth/refresh',
  access: 'public',
  dialect: 'mini',
  audit: 'user_login',
  summary: 'Rotate the refresh token; a repeat within 60 s gets the same pair',
  limit: 'login_mini',
  body: z.object({ refreshToken: z.string().min(1).max(512) }),
  success: { status: 200, body: TokenPair },
  errors: ['REFRESH_REFUSED'],
});

export const getUserInfo = defineRoute({
  id: 'auth.userinfo',
  owner: 'user',
  method: 'GET',
  path: '/api/v1/miniprogram/auth/userinfo',
  access: 'user',
  dialect: 'mini',
  permission: 'user:read',
  summary: 'Who the caller is',
  success: { status: 200, body: UserInfo },
});

export const updateUserInfo = defineRoute({
  id: 'auth.update-userinfo',
  owner: 'user',
  method: 'PUT',
  path: '/api/v1/miniprogram/auth/userinfo',
  access: 'user',
  dialect: 'mini',
  permission: 'user:update',
  audit: 'config_change',
  summary: 'Change one’s nickname or avatar',
  body: z.object({ nickname: blankAsNull(50), avatar: Avatar }),
  success: { status: 200, body: UserInfo },
});

export const logout = defineRoute({
  id: 'auth.logout',
  owner: 'user',
  method: 'POST',
  path: '/api/v1/miniprogram/auth/logout',
  access: 'user',
  dialect: 'mini',
  permission: 'user:update',
  credential: 'session',
  audit: 'user_logout',
  summary: 'End the session: both of its tokens are refused everywhere',
  success: { status: 200, body: z.object({ user_id: z.uuid(), logout_time: z.iso.datetime({ offset: true }) }) },
});

export const getJwks = defineRoute({
  id: 'auth.jwks',
  owner: 'user',
  method: 'GET',
  path: '/.well-known/jwks.json',
  access: 'public',
  dialect: 'web',
  summary: 'The public keys that verify access tokens (RFC 7517)',
  limit: 'none',
  success: { status: 200, body: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }) },
});
