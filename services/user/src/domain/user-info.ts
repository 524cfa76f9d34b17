import { type Plan, permissionsOf, type Role } from '@mojian/contracts/permissions';
import type { RouteReply } from '@mojian/contracts/route';
import type { getUserInfo } from '@mojian/contracts/routes/auth.routes';
import { anonymousNickname } from './profile.js';

export type UserInfo = RouteReply<typeof getUserInfo>;

/** What is told of a user. */
export interface DescribedUser {
  readonly id: string;
  readonly nickname: string | null;
  readonly avatar: string | null;
  readonly gender: number;
  readonly role: Role;
  readonly plan: Plan;
  readonly createdAt: Date;
  readonly lastLoginAt: Date | null;
}

/** A user as clients know one: never an openid, which is nobody's business but ours. */
export function describeUser(user: DescribedUser, sessionId: string | null): UserInfo {
  return {
    id: user.id,
    nickname: user.nickname ?? anonymousNickname,
    avatar: user.avatar ?? '',
    avatar_url: user.avatar ?? '',
    gender: user.gender,
    role: user.role,
    plan: user.plan,
    permissions: [...permissionsOf(user)],
    ...(sessionId !== null && { session_id: sessionId }),
    created_at: user.createdAt.toISOString(),
    last_login_at: user.lastLoginAt?.toISOString() ?? null,
  };
}
