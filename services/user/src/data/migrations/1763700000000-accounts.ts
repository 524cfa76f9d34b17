import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `CREATE TABLE "user" (
     id uuid PRIMARY KEY,
     nickname varchar(50),
     avatar varchar(1000),
     gender smallint NOT NULL DEFAULT 0 CHECK (gender IN (0, 1, 2)),
     role text NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'admin')),
     plan text NOT NULL DEFAULT 'free' CHECK (plan IN ('free', 'vip')),
     active boolean NOT NULL DEFAULT true,
     token_version int NOT NULL DEFAULT 0 CHECK (token_version >= 0),
     created_at timestamptz NOT NULL,
     updated_at timestamptz NOT NULL,
     last_login_at timestamptz
   )`,
  // The identity is claimed first and its user is made after it, in the same transaction.
  `CREATE TABLE identity (
     provider text NOT NULL CHECK (provider IN ('wechat', 'wechat-mock')),
     subject text NOT NULL,
     user_id uuid NOT NULL REFERENCES "user" (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
     created_at timestamptz NOT NULL,
     PRIMARY KEY (provider, subject)
   )`,
  'CREATE INDEX identity_of_user ON identity (user_id)',
  `CREATE TABLE session (
     id uuid PRIMARY KEY,
     user_id uuid NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
     audience text NOT NULL CHECK (audience IN ('mini', 'web')),
     created_at timestamptz NOT NULL,
     refreshed_at timestamptz,
     revoked_at timestamptz,
     revoked_reason text CHECK (revoked_reason IN ('logout', 'refresh_reused')),
     CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL))
   )`,
  'CREATE INDEX session_of_user ON session (user_id) WHERE revoked_at IS NULL',
  `CREATE TABLE refresh_token (
     token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
     session_id uuid NOT NULL REFERENCES session (id) ON DELETE CASCADE,
     created_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     used_at timestamptz,
     successor_hash bytea UNIQUE,
     CHECK ((used_at IS NULL) = (successor_hash IS NULL))
   )`,
  'CREATE UNIQUE INDEX one_live_refresh_token ON refresh_token (session_id) WHERE used_at IS NULL',
];

export class Accounts1763700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE refresh_token, session, identity, "user"');
  }
}
