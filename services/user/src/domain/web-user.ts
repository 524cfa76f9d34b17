import type { WebUser } from '@mojian/contracts/account';
import { permissionsOf } from '@mojian/contracts/permissions';
import type { User } from '../data/user.entity.js';
import { anonymousNickname } from './profile.js';

/** A user as the web clients know one. */
export const describeWebUser = (user: Readonly<User>): WebUser => ({
  id: user.id,
  username: user.username,
  email: user.email,
  full_name: user.fullName,
  nickname: user.nickname ?? user.username ?? anonymousNickname,
  avatar_url: user.avatar ?? '',
  role: user.role,
  plan: user.plan,
  is_active: user.active,
  is_superuser: user.role === 'admin',
  is_vip: user.plan === 'vip',
  permissions: [...permissionsOf(user)],
  created_at: user.createdAt.toISOString(),
  updated_at: user.updatedAt.toISOString(),
  last_login_at: user.lastLoginAt?.toISOString() ?? null,
});
