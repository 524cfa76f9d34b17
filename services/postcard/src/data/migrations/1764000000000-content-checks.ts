import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cards that were there before have no check, and stay open to those who have their links. */
export class ContentChecks1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE postcards.postcard
        ADD content_check jsonb,
        ADD check_state text NOT NULL DEFAULT 'passed'
          CONSTRAINT known_check_state CHECK (check_state IN ('unchecked', 'review', 'passed', 'refused')),
        ADD check_due_at timestamptz,
        ADD CONSTRAINT passed_unless_checked CHECK (check_state = 'passed' OR content_check IS NOT NULL),
        ADD CONSTRAINT due_while_unchecked CHECK (check_due_at IS NULL OR check_state = 'unchecked');
      ALTER TABLE postcards.postcard ALTER check_state DROP DEFAULT;
      CREATE INDEX check_due ON postcards.postcard (check_due_at) WHERE check_due_at IS NOT NULL;
      CREATE INDEX check_not_passed ON postcards.postcard (check_state, created_at) WHERE check_state <> 'passed';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE postcards.postcard DROP COLUMN content_check, DROP COLUMN check_state, DROP COLUMN check_due_at`);
  }
}
