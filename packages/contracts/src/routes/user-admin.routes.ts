import { z } from 'zod';
import { EmailAddress, PageQuery, pageOf, Username, WebUser } from '../account.js';
import { Plan, Role } from '../permissions.js';
import { defineRoute, type RouteSpec } from '../route.js';

const USERS = '/api/v1/users';

const admin = <const R extends Pick<RouteSpec, 'id' | 'method' | 'path' | 'summary' | 'success'> & Partial<RouteSpec>>(
  route: R,
) => defineRoute({ owner: 'user', access: 'user', dialect: 'web', permission: 'user:manage', ...route });

const UserParams = z.object({ id: z.uuid() });
/** Why an admin does it; kept in the audit. */
const reason = z.string().trim().max(500).nullish();

export const listUsers = admin({
  id: 'admin.list-users',
  audit: 'data_access',
  method: 'GET',
  path: USERS,
  summary: 'All users, newest first',
  query: PageQuery.extend({
    /** Part of a user name, e-mail address or nickname, or an id. */
    q: z.string().trim().max(100).optional(),
    role: Role.optional(),
    plan: Plan.optional(),
    active: z.enum(['true', 'false']).optional(),
  }),
  success: { status: 200, body: pageOf(WebUser) },
});

export const getUser = admin({
  id: 'admin.get-user',
  audit: 'data_access',
  method: 'GET',
  path: `${USERS}/:id`,
  summary: 'One user',
  params: UserParams,
  success: { status: 200, body: WebUser },
  errors: ['USER_NOT_FOUND'],
});

export const updateUser = admin({
  id: 'admin.update-user',
  method: 'PUT',
  path: `${USERS}/:id`,
  audit: 'admin_operation',
  summary: 'Change a user’s names, role, plan or state; felt everywhere within a second',
  params: UserParams,
  body: z.object({
    username: Username.nullish(),
    email: EmailAddress.nullish(),
    full_name: z.string().trim().max(100).nullish(),
    role: Role.nullish(),
    plan: Plan.nullish(),
    is_active: z.boolean().nullish(),
    reason,
  }),
  success: { status: 200, body: WebUser },
  errors: ['USER_NOT_FOUND', 'ACCOUNT_EXISTS', 'LAST_ADMIN'],
});

export const disableUser = admin({
  id: 'admin.disable-user',
  method: 'DELETE',
  path: `${USERS}/:id`,
  audit: 'admin_operation',
  summary: 'Disable a user: every session ends within a second; nothing is deleted',
  params: UserParams,
  body: z.object({ reason }),
  success: { status: 200, body: z.object({ message: z.string() }) },
  errors: ['USER_NOT_FOUND', 'LAST_ADMIN'],
});

export const activateUser = admin({
  id: 'admin.activate-user',
  method: 'POST',
  path: `${USERS}/:id/activate`,
  audit: 'admin_operation',
  summary: 'Let a disabled user log in again',
  params: UserParams,
  body: z.object({ reason }),
  success: { status: 200, body: z.object({ message: z.string() }) },
  errors: ['USER_NOT_FOUND'],
});
