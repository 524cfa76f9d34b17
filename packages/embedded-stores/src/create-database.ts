import pg from 'pg';

export interface Role {
  readonly name: string;
  readonly password: string;
}

export interface DatabaseOptions {
  /** Address of a superuser, in any database of the cluster. */
  readonly adminUrl: string;
  readonly name: string;
  /** Owns the database: migrates. */
  readonly owner: Role;
  /** May connect and nothing else: migrations grant it what serving needs. */
  readonly serving: Role;
}

export interface CreatedDatabase {
  readonly ownerUrl: string;
  readonly url: string;
}

/** Runs statements one after another over one connection. */
export const administer = async (adminUrl: string, work: (client: pg.Client) => Promise<void>): Promise<void> => {
  const client = new pg.Client({
    connectionString: adminUrl,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
  });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
};

const ensureRole = async (client: pg.Client, { name, password }: Role): Promise<void> => {
  const known = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  const verb = known.rowCount === 0 ? 'CREATE' : 'ALTER';
  const secret = client.escapeLiteral(password);
  await client.query(
    `${verb} ROLE ${client.escapeIdentifier(name)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD ${secret}`,
  );
};

const addressOf = (adminUrl: string, database: string, { name, password }: Role): string => {
  const url = new URL(adminUrl);
  url.username = name;
  url.password = password;
  url.pathname = `/${database}`;
  return url.href;
};

/** Makes database, owner and serving role, each only where it is missing, and sets both passwords. */
export const createDatabase = async ({ adminUrl, name, owner, serving }: DatabaseOptions): Promise<CreatedDatabase> => {
  await administer(adminUrl, async (client) => {
    await ensureRole(client, owner);
    await ensureRole(client, serving);
    const database = client.escapeIdentifier(name);
    const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (known.rowCount === 0)
      await client.query(`CREATE DATABASE ${database} OWNER ${client.escapeIdentifier(owner.name)}`);
    await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${client.escapeIdentifier(serving.name)}`);
  });
  return { ownerUrl: addressOf(adminUrl, name, owner), url: addressOf(adminUrl, name, serving) };
};
