import type { MigrationInterface, QueryRunner } from 'typeorm';

const users = [
  // `*_key` is what is compared: folded, so that no two accounts differ by case or by a compatible character alone.
  `ALTER TABLE "user"
     ADD COLUMN username varchar(50),
     ADD COLUMN username_key varchar(100) UNIQUE,
     ADD COLUMN email varchar(254),
     ADD COLUMN email_key varchar(254) UNIQUE,
     ADD COLUMN full_name varchar(100),
     ADD COLUMN deleted_at timestamptz,
     ADD CONSTRAINT username_with_key CHECK ((username IS NULL) = (username_key IS NULL)),
     ADD CONSTRAINT email_with_key CHECK ((email IS NULL) = (email_key IS NULL)),
     ADD CONSTRAINT deleted_is_nobody CHECK (deleted_at IS NULL OR (NOT active AND role = 'user' AND username IS NULL
       AND email IS NULL AND nickname IS NULL AND avatar IS NULL AND full_name IS NULL))`,
  'CREATE INDEX user_newest ON "user" (created_at DESC, id) WHERE deleted_at IS NULL',
  `CREATE TABLE password (
     user_id uuid PRIMARY KEY REFERENCES "user" (id) ON DELETE CASCADE,
     hash text NOT NULL CHECK (hash LIKE '$argon2id$%'),
     created_at timestamptz NOT NULL,
     changed_at timestamptz NOT NULL
   )`,
  `CREATE TABLE password_reset (
     token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
     user_id uuid NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
     created_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     used_at timestamptz
   )`,
  'CREATE INDEX password_reset_of_user ON password_reset (user_id)',
];

const sessions = [
  `ALTER TABLE session
     ADD COLUMN address text,
     ADD COLUMN agent varchar(300),
     ADD COLUMN expires_at timestamptz,
     DROP CONSTRAINT session_revoked_reason_check,
     ADD CONSTRAINT session_revoked_reason_check CHECK (revoked_reason IN ('logout', 'refresh_reused', 'revoked',
       'password_changed', 'user_disabled', 'account_deleted'))`,
  `UPDATE session SET expires_at = created_at + CASE audience WHEN 'web' THEN interval '7 days' ELSE interval '30 days' END`,
  'ALTER TABLE session ALTER COLUMN expires_at SET NOT NULL, ADD CHECK (expires_at > created_at)',
  'CREATE INDEX session_address_of_user ON session (user_id, address) WHERE address IS NOT NULL',
  'CREATE INDEX session_by_end ON session (expires_at)',
  `CREATE TABLE api_key (
     id uuid PRIMARY KEY,
     user_id uuid NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
     name varchar(100) NOT NULL,
     key_hash bytea NOT NULL UNIQUE CHECK (octet_length(key_hash) = 32),
     prefix text NOT NULL,
     scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
     created_at timestamptz NOT NULL,
     expires_at timestamptz CHECK (expires_at > created_at),
     last_used_at timestamptz,
     revoked_at timestamptz
   )`,
  'CREATE INDEX api_key_of_user ON api_key (user_id, created_at DESC) WHERE revoked_at IS NULL',
];

const outgoing = [
  // A mail is a row before it is a mail. Whether anybody has the address is found out when it is sent.
  `CREATE TABLE mail (
     id uuid PRIMARY KEY,
     kind text NOT NULL CHECK (kind IN ('password_reset', 'password_changed', 'session_reused')),
     email varchar(254) NOT NULL,
     language text NOT NULL CHECK (language IN ('zh', 'en')),
     created_at timestamptz NOT NULL,
     attempts int NOT NULL DEFAULT 0 CHECK (attempts >= 0),
     next_attempt_at timestamptz NOT NULL,
     ended_at timestamptz,
     outcome text CHECK (outcome IN ('sent', 'no_account', 'given_up')),
     CHECK ((ended_at IS NULL) = (outcome IS NULL))
   )`,
  "CREATE INDEX reset_mail_to ON mail (email, created_at) WHERE kind = 'password_reset'",
  'CREATE INDEX mail_waiting ON mail (next_attempt_at) WHERE ended_at IS NULL',
  // The other services are asked to forget a deleted user until each of them has.
  `CREATE TABLE erasure (
     user_id uuid PRIMARY KEY REFERENCES "user" (id),
     requested_at timestamptz NOT NULL,
     attempts int NOT NULL DEFAULT 0 CHECK (attempts >= 0),
     next_attempt_at timestamptz NOT NULL,
     done_at timestamptz
   )`,
  'CREATE INDEX erasure_waiting ON erasure (next_attempt_at) WHERE done_at IS NULL',
];

const monitoring = [
  `CREATE TABLE security_event (
     id uuid PRIMARY KEY,
     type text NOT NULL CHECK (type IN ('malicious_input', 'brute_force', 'rate_limit_exceeded', 'suspicious_behavior',
       'data_breach_attempt', 'unauthorized_access', 'privilege_escalation', 'injection_attempt')),
     severity text NOT NULL CHECK (severity IN ('low', 'medium', 'high', 'critical')),
     rule text NOT NULL,
     user_id uuid,
     address text,
     details jsonb NOT NULL,
     created_at timestamptz NOT NULL,
     resolved_at timestamptz,
     resolved_by uuid,
     CHECK ((resolved_at IS NULL) = (resolved_by IS NULL))
   )`,
  'CREATE INDEX security_event_newest ON security_event (created_at DESC, id)',
  'CREATE INDEX security_event_of_rule ON security_event (rule, created_at DESC)',
  `CREATE TABLE alert (
     id uuid PRIMARY KEY,
     severity text NOT NULL CHECK (severity IN ('low', 'medium', 'high', 'critical')),
     subject text NOT NULL,
     details jsonb NOT NULL,
     created_at timestamptz NOT NULL,
     attempts int NOT NULL DEFAULT 0 CHECK (attempts >= 0),
     next_attempt_at timestamptz NOT NULL,
     ended_at timestamptz,
     outcome text CHECK (outcome IN ('sent', 'logged', 'given_up')),
     CHECK ((ended_at IS NULL) = (outcome IS NULL))
   )`,
  'CREATE INDEX alert_newest ON alert (subject, created_at DESC)',
  'CREATE INDEX alert_waiting ON alert (next_attempt_at) WHERE ended_at IS NULL',
  // How far the detection has read the chain of each service's day.
  `CREATE TABLE detection_cursor (
     service text NOT NULL,
     day date NOT NULL,
     seq bigint NOT NULL,
     PRIMARY KEY (service, day)
   )`,
];

export class WebAccounts1763800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...users, ...sessions, ...outgoing, ...monitoring]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE detection_cursor, alert, security_event, erasure, mail, api_key, password_reset, password',
    );
    await runner.query('ALTER TABLE session DROP COLUMN address, DROP COLUMN agent, DROP COLUMN expires_at');
    await runner.query(
      `ALTER TABLE "user" DROP COLUMN username, DROP COLUMN username_key, DROP COLUMN email, DROP COLUMN email_key,
         DROP COLUMN full_name, DROP COLUMN deleted_at`,
    );
  }
}
