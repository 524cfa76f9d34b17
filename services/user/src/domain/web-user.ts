import type { WebUser } from '@mojian/contracts/account';
import { type Plan, permissionsOf, type Role } from '@mojian/contracts/permissions';
import { anonymousNickname } from './profile.js';

/** What the web clients are told of a user. */
export interface DescribedWebUser {
  readonly id: string;
  readonly username: string | null;
  readonly email: string | null;
  readonly fullName: string | null;
  readonly nickname: string | null;
  readonly avatar: string | null;
  readonly role: Role;
  readonly plan: Plan;
  readonly active: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly lastLoginAt: Date | null;
}

/** A user as the web clients know one: never an openid. */
export const describeWebUser = (user: DescribedWebUser): WebUser => ({
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
