import { AppError } from '@mojian/contracts/app-error';
import type { EntityManager } from 'typeorm';
import { User } from './user.entity.js';

/** A user who is not deleted, locked until the transaction ends; USER_NOT_FOUND where there is none. */
export async function lockUser(manager: EntityManager, userId: string): Promise<User> {
  const user = await manager.findOne(User, { where: { id: userId }, lock: { mode: 'pessimistic_write' } });
  if (!user || user.deletedAt) throw new AppError('USER_NOT_FOUND', 'there is no such user');
  return user;
}
