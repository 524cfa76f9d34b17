import { sessionRevoked, userChanged } from '@mojian/contracts/events';
import type { RouteInput } from '@mojian/contracts/route';
import type { updateUser } from '@mojian/contracts/routes/user-admin.routes';
import { publishEvent } from '@mojian/redis/events';
import { Inject, Injectable } from '@nestjs/common';
import type { User } from '../data/user.entity.js';
import { type UserChanged, UserRepository } from '../data/user.repository.js';
import { toldText, type UserChange } from '../domain/user-change.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';

export interface UserUpdate {
  readonly userId: string;
  readonly adminId: string;
  readonly change: Omit<RouteInput<typeof updateUser>['body'], 'reason'>;
  readonly reason: string | null | undefined;
}

/** What admins change of users. */
@Injectable()
export class ManageUsersService {
  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(UserRepository) private readonly users: UserRepository,
  ) {}

  async update({ userId, adminId, change, reason }: UserUpdate): Promise<User> {
    const outcome = await this.users.change({
      userId,
      actorId: adminId,
      change: changeOf(change),
      details: { reason: reason || null },
      now: this.settings.clock(),
    });
    await this.tell(outcome);
    return outcome.user;
  }

  /** After the commit: who asks when the event has come finds the user as it is now. */
  private async tell({ user, changed }: UserChanged): Promise<void> {
    const { redis, logger } = this.settings;
    const rights = changed.filter((field) => field === 'role' || field === 'plan' || field === 'active');
    if (rights.length === 0) return;
    logger.info('user.managed', { user: user.id, changed: rights });
    if (!user.active) await publishEvent(redis, sessionRevoked, { user_id: user.id, session_id: null });
    await publishEvent(redis, userChanged, { user_id: user.id });
  }
}

function changeOf({ username, email, full_name, role, plan, is_active }: UserUpdate['change']): UserChange {
  const fullName = toldText(full_name);
  return {
    ...(username && { username }),
    ...(email && { email }),
    ...(fullName !== undefined && { fullName }),
    ...(role && { role }),
    ...(plan && { plan }),
    ...(typeof is_active === 'boolean' && { active: is_active }),
  };
}
