import { AppError } from '@mojian/contracts/app-error';
import { inTransaction } from '@mojian/database/transaction';
import { isUniqueViolation } from '@mojian/database/translate-error';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { emailKey, usernameKey } from '../domain/account-keys.js';
import { newUser } from './account.repository.js';
import { Password } from './password.entity.js';
import { recordIn } from './record-in.js';
import { User } from './user.entity.js';

export interface NewAccount {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly fullName: string | null;
  readonly hash: string;
  readonly now: Date;
}

@Injectable()
export class RegistrationRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** A new user with a password; ACCOUNT_EXISTS where the name or the address is taken, also by one who came along now. */
  register({ id, username, email, fullName, hash, now }: NewAccount): Promise<User> {
    return inTransaction(this.dataSource, async (manager) => {
      const keys = { usernameKey: usernameKey(username), emailKey: emailKey(email) };
      const user: User = { ...newUser(id, now), username, email, fullName, ...keys };
      await insertUser(manager, user);
      await manager.insert(Password, { userId: id, hash, createdAt: now, changedAt: now });
      const { role, plan } = user;
      await recordIn(manager, { userId: id, resource: { type: 'user', id }, after: { username, email, role, plan } });
      return user;
    });
  }
}

/** The constraints decide: asking first would only make it slower. */
async function insertUser(manager: EntityManager, user: User): Promise<void> {
  try {
    await manager.insert(User, user);
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('ACCOUNT_EXISTS', 'the user name or e-mail address is taken');
    throw error;
  }
}
