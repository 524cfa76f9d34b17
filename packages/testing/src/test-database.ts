import { randomBytes } from 'node:crypto';
import { administer, createDatabase } from '@mojian/embedded-stores/create-database';
import { storeAddress } from './store-address.js';
import { TEST_POSTGRES_URL } from './test-run.js';

export interface TestDatabase {
  /** Address of the restricted role that serves: it may connect, and what the migrations grant it. */
  readonly url: string;
  /** Address of the owner that migrates. */
  readonly ownerUrl: string;
  /** Name of the role in `url`. */
  readonly servingRole: string;
  /** Removes database and roles, whoever is still connected. */
  drop(): Promise<void>;
}

/** A fresh, empty database of its own in the run's PostgreSQL. Needs the `globalSetup` of Jest's configuration. */
export const testDatabase = (): Promise<TestDatabase> => databaseIn(storeAddress(TEST_POSTGRES_URL));

/** A fresh, empty database in the PostgreSQL that this superuser's address leads to. */
export const databaseIn = async (adminUrl: string): Promise<TestDatabase> => {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const owner = { name: `${name}_owner`, password: randomBytes(12).toString('hex') };
  const serving = { name: `${name}_serving`, password: randomBytes(12).toString('hex') };
  const urls = await createDatabase({ adminUrl, name, owner, serving });
  const drop = () =>
    administer(adminUrl, async (client) => {
      await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await client.query(`DROP ROLE IF EXISTS ${owner.name}, ${serving.name}`);
    });
  return { ...urls, servingRole: serving.name, drop };
};
