import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pictures that people uploaded: a file may be named by several people, and by one of them once. */
const uploads = `
CREATE TABLE postcards.upload (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL,
  hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  ext text NOT NULL CHECK (ext IN ('webp', 'jpg', 'png')),
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (user_id, hash)
);
CREATE INDEX upload_of_file ON postcards.upload (hash);
CREATE INDEX upload_by_age ON postcards.upload (created_at);
`;

export class Uploads1763800200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(uploads);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE postcards.upload');
  }
}
