import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A letter has an opening of its own now; the cards that were made before have none. */
export class LetterOpenings1763900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE postcards.postcard SET copy = jsonb_set(copy, '{letter,opening}', '[]')
        WHERE copy ? 'letter' AND NOT copy -> 'letter' ? 'opening'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE postcards.postcard SET copy = copy #- '{letter,opening}'`);
  }
}
