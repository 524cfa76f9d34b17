import { AppError } from '@mojian/contracts/app-error';
import type { EntityManager } from 'typeorm';
import { Password } from './password.entity.js';

/** Under the lock of the user: the password is still the one that the caller has been confirmed by. */
export async function assertPasswordUnchanged(manager: EntityManager, userId: string, provenBy: string): Promise<void> {
  const password = await manager.findOneBy(Password, { userId });
  if (password?.hash !== provenBy) throw new AppError('PASSWORD_WRONG', 'the password was changed meanwhile');
}
