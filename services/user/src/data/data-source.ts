import { dataSourceOptions } from '@mojian/database/data-source';
import type { Logger } from '@mojian/telemetry/logger';
import { DataSource } from 'typeorm';
import { ApiKey } from './api-key.entity.js';
import { Identity } from './identity.entity.js';
import { Mail } from './mail.entity.js';
import { Accounts1763700000000 } from './migrations/1763700000000-accounts.js';
import { WebAccounts1763800000000 } from './migrations/1763800000000-web-accounts.js';
import { Password } from './password.entity.js';
import { PasswordReset } from './password-reset.entity.js';
import { RefreshToken } from './refresh-token.entity.js';
import { Session } from './session.entity.js';
import { User } from './user.entity.js';

export const usersSchema = 'users';

export const userMigrations = [Accounts1763700000000, WebAccounts1763800000000];

/** The connections of the service, not opened yet. */
export const createDataSource = (url: string, logger: Logger): DataSource =>
  new DataSource(
    dataSourceOptions({
      url,
      schema: usersSchema,
      entities: [User, Identity, Session, RefreshToken, ApiKey, Password, PasswordReset, Mail],
      name: 'user',
      poolSize: 10,
      logger,
    }),
  );

/** Rejects where the database does not answer. */
export const pingDatabase = async (dataSource: DataSource): Promise<void> => {
  await dataSource.query('SELECT 1');
};
