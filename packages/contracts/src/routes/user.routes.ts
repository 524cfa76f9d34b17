import { z } from 'zod';
import { EmailAddress, Password, TypedPassword, Username, WebUser } from '../account.js';
import { defineRoute, type RouteSpec } from '../route.js';

const ME = '/api/v1/users/me';

/** About the caller's own account. */
const own = <
  const R extends Pick<RouteSpec, 'id' | 'method' | 'path' | 'summary' | 'permission' | 'success'> & Partial<RouteSpec>,
>(
  route: R,
) => defineRoute({ owner: 'user', access: 'user', dialect: 'web', ...route });

const Message = z.object({ message: z.string() });

export const getMe = own({
  id: 'user.me',
  method: 'GET',
  path: ME,
  permission: 'user:read',
  summary: 'The caller’s account',
  success: { status: 200, body: WebUser },
});

export const updateMe = own({
  id: 'user.update-me',
  method: 'PUT',
  path: ME,
  permission: 'user:update',
  credential: 'session',
  audit: 'config_change',
  summary: 'Change one’s user name, e-mail address, names or avatar; what is absent stays',
  body: z.object({
    username: Username.nullish(),
    email: EmailAddress.nullish(),
    full_name: z.string().trim().max(100).nullish(),
    nickname: z.string().trim().max(50).nullish(),
    avatar_url: z
      .string()
      .max(1000)
      .regex(/^https?:\/\//i, 'must be a web address')
      .nullish(),
    /** Needed to change the e-mail address, which the password can be reset with. */
    current_password: TypedPassword.nullish(),
  }),
  success: { status: 200, body: WebUser },
  errors: ['ACCOUNT_EXISTS', 'IDENTITY_NOT_FOUND', 'PASSWORD_WRONG'],
});

export const changePassword = own({
  id: 'user.change-password',
  method: 'POST',
  path: `${ME}/change-password`,
  permission: 'user:update',
  credential: 'session',
  audit: 'config_change',
  limit: 'login_web',
  summary: 'Change the password; ends all other sessions',
  body: z
    .object({
      current_password: TypedPassword,
      new_password: Password,
      confirm_password: z.string().nullish(),
    })
    .refine((body) => (body.confirm_password ?? body.new_password) === body.new_password, {
      path: ['confirm_password'],
      message: 'differs from the password',
    }),
  success: { status: 200, body: Message },
  errors: ['PASSWORD_WRONG', 'PASSWORD_TOO_COMMON', 'IDENTITY_NOT_FOUND'],
});

/** A ZIP file: the account, its sessions and its activity as JSON and CSV, and every card as a page and a picture. */
export const exportMe = own({
  id: 'user.export',
  method: 'GET',
  path: `${ME}/export`,
  permission: 'user:read',
  credential: 'session',
  audit: 'data_access',
  limit: 'export',
  stream: true,
  summary: 'Everything that is kept about the caller, as one archive',
  success: { status: 200, type: 'application/zip', body: z.unknown() },
});

export const deleteMe = own({
  id: 'user.delete-me',
  method: 'DELETE',
  path: ME,
  permission: 'user:update',
  credential: 'session',
  audit: 'config_change',
  limit: 'login_web',
  summary: 'Delete the account: personal data is gone, cards and links with it; ledger and audit keep a pseudonym',
  /** `password` where the account has one; otherwise `code`, a fresh login code of WeChat. */
  body: z.object({ password: TypedPassword.nullish(), code: z.string().trim().min(1).max(256).nullish() }),
  success: { status: 200, body: Message },
  errors: ['PASSWORD_WRONG', 'IDENTITY_TAKEN', 'WECHAT_CODE_REFUSED', 'LAST_ADMIN'],
});

const Session = z.object({
  id: z.uuid(),
  audience: z.enum(['mini', 'web']),
  /** Whether it is the one that asks. */
  current: z.boolean(),
  address: z.string().nullable(),
  agent: z.string().nullable(),
  created_at: z.iso.datetime({ offset: true }),
  refreshed_at: z.iso.datetime({ offset: true }).nullable(),
  expires_at: z.iso.datetime({ offset: true }),
});

export const listSessions = own({
  id: 'user.list-sessions',
  method: 'GET',
  path: `${ME}/sessions`,
  permission: 'user:read',
  credential: 'session',
  summary: 'Where one is logged in',
  success: { status: 200, body: z.object({ items: z.array(Session) }) },
});

export const revokeOtherSessions = own({
  id: 'user.revoke-other-sessions',
  method: 'DELETE',
  path: `${ME}/sessions`,
  permission: 'user:update',
  credential: 'session',
  audit: 'user_logout',
  summary: 'Log out everywhere else',
  success: { status: 200, body: z.object({ revoked: z.int().min(0) }) },
});

export const revokeSession = own({
  id: 'user.revoke-session',
  method: 'DELETE',
  path: `${ME}/sessions/:session_id`,
  permission: 'user:update',
  credential: 'session',
  audit: 'user_logout',
  summary: 'Log out one session of one’s own',
  params: z.object({ session_id: z.uuid() }),
  success: { status: 200, body: z.object({ revoked: z.int().min(0) }) },
  errors: ['SESSION_NOT_FOUND'],
});

const Identity = z.object({
  provider: z.enum(['password', 'wechat', 'wechat-mock']),
  /** What tells it apart, masked: `a***@example.org`; null for WeChat, whose openid is told to nobody. */
  hint: z.string().nullable(),
  created_at: z.iso.datetime({ offset: true }),
});
const Identities = z.object({ items: z.array(Identity) });

export const listIdentities = own({
  id: 'user.list-identities',
  method: 'GET',
  path: `${ME}/identities`,
  permission: 'user:read',
  credential: 'session',
  summary: 'The ways in which one can log in',
  success: { status: 200, body: Identities },
});

/** Both are proven in the same request: WeChat by its code, the account by its password. */
export const linkWechat = own({
  id: 'user.link-wechat',
  method: 'POST',
  path: `${ME}/identities/wechat`,
  permission: 'user:update',
  credential: 'session',
  audit: 'config_change',
  limit: 'login_web',
  summary: 'Add WeChat as a way to log in',
  body: z.object({ code: z.string().trim().min(1).max(256), password: TypedPassword }),
  success: { status: 200, body: Identities },
  errors: ['IDENTITY_TAKEN', 'PASSWORD_WRONG', 'WECHAT_CODE_REFUSED', 'WECHAT_UNAVAILABLE'],
});

export const linkPassword = own({
  id: 'user.link-password',
  method: 'POST',
  path: `${ME}/identities/password`,
  permission: 'user:update',
  credential: 'session',
  audit: 'config_change',
  limit: 'login_web',
  summary: 'Add user name and password as a way to log in, proven by a fresh code of WeChat',
  body: z.object({
    code: z.string().trim().min(1).max(256),
    username: Username,
    email: EmailAddress,
    password: Password,
  }),
  success: { status: 200, body: Identities },
  errors: ['IDENTITY_TAKEN', 'ACCOUNT_EXISTS', 'PASSWORD_TOO_COMMON', 'WECHAT_CODE_REFUSED', 'WECHAT_UNAVAILABLE'],
});

export const unlinkIdentity = own({
  id: 'user.unlink-identity',
  method: 'DELETE',
  path: `${ME}/identities/:provider`,
  permission: 'user:update',
  credential: 'session',
  audit: 'config_change',
  summary: 'Remove a way to log in, and end the sessions that it opened; the last one stays',
  params: z.object({ provider: z.enum(['password', 'wechat', 'wechat-mock']) }),
  success: { status: 200, body: Identities },
  errors: ['IDENTITY_NOT_FOUND', 'IDENTITY_LAST'],
});
