import { AppError } from '@mojian/contracts/app-error';
import type { RouteInput } from '@mojian/contracts/route';
import type { listUsers } from '@mojian/contracts/routes/user-admin.routes';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, IsNull, type SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { emailKey, usernameKey } from '../domain/account-keys.js';
import { User } from './user.entity.js';

export type UserListQuery = RouteInput<typeof listUsers>['query'];

export interface UserPage {
  readonly users: readonly User[];
  /** Of all pages. */
  readonly total: number;
}

const Id = z.uuid();

/** What admins see of users. A deleted one is nobody. */
@Injectable()
export class UserListRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async get(userId: string): Promise<User> {
    const user = await this.dataSource.manager.findOneBy(User, { id: userId, deletedAt: IsNull() });
    if (!user) throw new AppError('USER_NOT_FOUND', 'there is no such user');
    return user;
  }

  async list({ page, page_size, q, role, plan, active }: UserListQuery): Promise<UserPage> {
    const query = this.dataSource.manager.createQueryBuilder(User, 'user').where('user.deletedAt IS NULL');
    if (role) query.andWhere('user.role = :role', { role });
    if (plan) query.andWhere('user.plan = :plan', { plan });
    if (active) query.andWhere('user.active = :active', { active: active === 'true' });
    if (q) search(query, q);
    const [users, total] = await query
      .orderBy('user.createdAt', 'DESC')
      .addOrderBy('user.id', 'ASC')
      .skip((page - 1) * page_size)
      .take(page_size)
      .getManyAndCount();
    return { users, total };
  }
}

/** By an id if it is one, otherwise by a part of any name, without regard to case. */
function search(query: SelectQueryBuilder<User>, q: string): void {
  if (Id.safeParse(q).success) {
    query.andWhere('user.id = :id', { id: q });
    return;
  }
  query.andWhere('(user.usernameKey LIKE :username OR user.emailKey LIKE :email OR user.nickname ILIKE :nickname)', {
    username: containing(usernameKey(q)),
    email: containing(emailKey(q)),
    nickname: containing(q),
  });
}

const containing = (part: string): string => `%${part.replace(/[\\%_]/g, '\\$&')}%`;
