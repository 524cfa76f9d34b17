import type { ContentCheck } from '@mojian/safety/content-check';
import type { EntityManager } from 'typeorm';
import type { CheckStanding } from '../domain/card-check.js';
import { firstRow, rowsOf } from './sql.js';

/** What operators are shown of a check: nobody's words. */
export interface ArchivedCheck {
  readonly cardId: string;
  readonly userId: string;
  readonly state: CheckStanding;
  readonly check: ContentCheck;
  readonly dueAt: Date | null;
  readonly createdAt: Date;
}

const shown = `id AS "cardId", user_id AS "userId", check_state AS state, content_check AS "check",
  check_due_at AS "dueAt", created_at AS "createdAt"`;
const living = 'content_check IS NOT NULL AND deleted_at IS NULL';

/** The checks of living cards, as operators look for them. */
export class CheckArchive {
  constructor(private readonly manager: EntityManager) {}

  find(cardId: string): Promise<ArchivedCheck | undefined> {
    return firstRow(this.manager, `SELECT ${shown} FROM postcard WHERE id = $1 AND ${living}`, [cardId]);
  }

  /** Oldest first, and how many there are in all. */
  async list(state: CheckStanding, { page, size }: { page: number; size: number }): Promise<[ArchivedCheck[], number]> {
    const [checks, counted] = await Promise.all([
      rowsOf<ArchivedCheck>(
        this.manager,
        `SELECT ${shown} FROM postcard WHERE check_state = $1 AND ${living}
          ORDER BY created_at, id LIMIT $2 OFFSET $3`,
        [state, size, (page - 1) * size],
      ),
      firstRow<{ total: number }>(
        this.manager,
        `SELECT count(*)::int AS total FROM postcard WHERE check_state = $1 AND ${living}`,
        [state],
      ),
    ]);
    return [checks, counted?.total ?? 0];
  }
}
