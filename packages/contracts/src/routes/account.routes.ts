import { z } from 'zod';
import { EmailAddress, Password, TypedPassword, Username, WebUser } from '../account.js';
import { defineRoute } from '../route.js';

const AUTH = '/api/v1/auth';

const equal = (one: string, other: string | null | undefined): boolean =>
  other === null || other === undefined || one === other;

export const WebTokens = z
  .object({
    access_token: z.string(),
    refresh_token: z.string(),
    token_type: z.literal('bearer'),
    /** Seconds the access token lives. */
    expires_in: z.int().positive(),
    session_id: z.uuid(),
    user: WebUser,
  })
  .meta({ id: 'WebTokens' });

export const register = defineRoute({
  id: 'account.register',
  owner: 'user',
  method: 'POST',
  path: `${AUTH}/register`,
  access: 'public',
  dialect: 'web',
  summary: 'Make an account with user name, e-mail address and password',
  limit: 'register',
  audit: 'user_register',
  body: z
    .object({
      username: Username,
      email: EmailAddress,
      password: Password,
      confirm_password: z.string().nullish(),
      full_name: z.string().trim().max(100).nullish(),
    })
    .refine((body) => equal(body.password, body.confirm_password), {
      path: ['confirm_password'],
      message: 'differs from the password',
    }),
  success: { status: 201, body: WebUser },
  errors: ['ACCOUNT_EXISTS', 'PASSWORD_TOO_COMMON'],
});

export const webLogin = defineRoute({
  id: 'account.login',
  owner: 'user',
  method: 'POST',
  path: `${AUTH}/login`,
  access: 'public',
  dialect: 'web',
  summary: 'Log in with user name or e-mail address, and password',
  limit: 'login_web',
  audit: 'user_login',
  body: z.object({ username: z.string().trim().min(1).max(254), password: TypedPassword }),
  success: { status: 200, body: WebTokens },
  errors: ['CREDENTIALS_REFUSED', 'USER_DISABLED', 'RATE_LIMITED'],
});

/** The token comes in the header `X-Refresh-Token` or in the body. */
export const webRefresh = defineRoute({
  id: 'account.refresh',
  owner: 'user',
  method: 'POST',
  path: `${AUTH}/refresh`,
  access: 'public',
  dialect: 'web',
  summary: 'Rotate the refresh token; a repeat within 60 s gets the same pair',
  limit: 'login_web',
  audit: 'user_login',
  headers: { 'X-Refresh-Token': 'The refresh token; wins over the body' },
  body: z.object({
    refresh_token: z.string().min(1).max(512).nullish(),
    refreshToken: z.string().min(1).max(512).nullish(),
  }),
  success: { status: 200, body: WebTokens },
  errors: ['REFRESH_REFUSED'],
});

export const webLogout = defineRoute({
  id: 'account.logout',
  owner: 'user',
  method: 'POST',
  path: `${AUTH}/logout`,
  access: 'user',
  dialect: 'web',
  permission: 'user:update',
  credential: 'session',
  audit: 'user_logout',
  summary: 'End the session: both of its tokens are refused everywhere',
  success: { status: 200, body: z.object({ message: z.string() }) },
});

export const getAccount = defineRoute({
  id: 'account.me',
  owner: 'user',
  method: 'GET',
  path: `${AUTH}/me`,
  access: 'user',
  dialect: 'web',
  permission: 'user:read',
  summary: 'Who the caller is',
  success: { status: 200, body: WebUser },
});

export const forgotPassword = defineRoute({
  id: 'account.forgot-password',
  owner: 'user',
  method: 'POST',
  path: `${AUTH}/forgot-password`,
  access: 'public',
  dialect: 'web',
  summary: 'Mail a link that resets the password; the answer is the same for an unknown address',
  limit: 'password_mail',
  audit: 'config_change',
  body: z.object({ email: EmailAddress }),
  success: { status: 202, body: z.object({ message: z.string() }) },
});

export const resetPassword = defineRoute({
  id: 'account.reset-password',
  owner: 'user',
  method: 'POST',
  path: `${AUTH}/reset-password`,
  access: 'public',
  dialect: 'web',
  summary: 'Set a new password with a mailed token, once; ends every session of the user',
  limit: 'password_mail',
  audit: 'config_change',
  body: z
    .object({ token: z.string().min(1).max(200), new_password: Password, confirm_password: z.string().nullish() })
    .refine((body) => equal(body.new_password, body.confirm_password), {
      path: ['confirm_password'],
      message: 'differs from the password',
    }),
  success: { status: 200, body: z.object({ message: z.string() }) },
  errors: ['RESET_REFUSED', 'PASSWORD_TOO_COMMON'],
});
