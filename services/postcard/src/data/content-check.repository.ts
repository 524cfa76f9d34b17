import type { UserBrief } from '@mojian/contracts/brief';
import type { FinishedCard } from '@mojian/contracts/routes/task-run.routes';
import type { ContentCheck } from '@mojian/safety/content-check';
import type { EntityManager } from 'typeorm';
import type { CardCheck, CheckStanding } from '../domain/card-check.js';
import { firstRow, rowsOf } from './sql.js';

/** A card whose checkers are to be asked, with all that they are asked about. */
export interface CardToCheck extends Pick<FinishedCard, 'copy' | 'interactions' | 'picture'> {
  readonly id: string;
  readonly userId: string;
  readonly brief: UserBrief;
  readonly check: ContentCheck;
}

export interface CheckClaim {
  readonly now: Date;
  /** Until then nobody else claims what is claimed now. */
  readonly until: Date;
  readonly count: number;
  /** Only this card's. */
  readonly cardId: string | null;
}

/** A check that is locked until the transaction ends. */
export interface HeldCheck {
  readonly id: string;
  readonly userId: string;
  readonly check: ContentCheck;
  readonly standing: CheckStanding;
}

export interface CheckCounts {
  readonly unchecked: number;
  /** Of those, what nobody is asked about any more. */
  readonly givenUp: number;
  readonly review: number;
  readonly refused: number;
  readonly oldestUncheckedSeconds: number;
}

const claimSql = `
  WITH due AS MATERIALIZED (
    SELECT id FROM postcard
     WHERE check_due_at <= $1 AND deleted_at IS NULL AND ($4::uuid IS NULL OR id = $4)
     ORDER BY check_due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
  UPDATE postcard p SET check_due_at = $2 FROM due, task t WHERE p.id = due.id AND t.id = p.task_id
  RETURNING p.id, p.user_id AS "userId", p.copy, p.interactions, p.picture, p.content_check AS "check", t.brief`;

const held = `SELECT id, user_id AS "userId", content_check AS "check", check_state AS standing FROM postcard`;

/** What is known of whether cards may be shown to others. */
export class ContentCheckRepository {
  constructor(private readonly manager: EntityManager) {}

  /** What is due, the longest first. Any number of processes may claim at once. */
  claimDue({ now, until, count, cardId }: CheckClaim): Promise<readonly CardToCheck[]> {
    return rowsOf(this.manager, claimSql, [now, until, count, cardId]);
  }

  /** Of a living card; undefined for one that was made before there were checks. */
  hold(cardId: string): Promise<HeldCheck | undefined> {
    return firstRow(
      this.manager,
      `${held} WHERE id = $1 AND content_check IS NOT NULL AND deleted_at IS NULL FOR NO KEY UPDATE`,
      [cardId],
    );
  }

  /** The check that awaits a verdict under this trace. */
  holdAwaiting(trace: string): Promise<HeldCheck | undefined> {
    const awaiting = { answers: [{ answer: { state: 'pending', trace } }] };
    return firstRow(
      this.manager,
      `${held} WHERE check_state = 'unchecked' AND deleted_at IS NULL AND content_check @> $1 LIMIT 1 FOR NO KEY UPDATE`,
      [JSON.stringify(awaiting)],
    );
  }

  /** Of a card that is there. */
  async standingOf(cardId: string): Promise<CheckStanding> {
    const row = await firstRow<{ standing: CheckStanding }>(
      this.manager,
      'SELECT check_state AS standing FROM postcard WHERE id = $1',
      [cardId],
    );
    if (!row) throw new TypeError('a card that was kept alive is not there');
    return row.standing;
  }

  async keep(cardId: string, { check, standing, dueAt }: CardCheck): Promise<void> {
    await rowsOf(
      this.manager,
      'UPDATE postcard SET content_check = $2, check_state = $3, check_due_at = $4 WHERE id = $1',
      [cardId, JSON.stringify(check), standing, dueAt],
    );
  }

  /** Of living cards. */
  async count(): Promise<CheckCounts> {
    const counts = await firstRow<CheckCounts>(
      this.manager,
      `SELECT count(*) FILTER (WHERE check_state = 'unchecked')::int AS unchecked,
              count(*) FILTER (WHERE check_state = 'unchecked' AND check_due_at IS NULL)::int AS "givenUp",
              count(*) FILTER (WHERE check_state = 'review')::int AS review,
              count(*) FILTER (WHERE check_state = 'refused')::int AS refused,
              coalesce(extract(epoch FROM now() - min(created_at) FILTER (WHERE check_state = 'unchecked')), 0)::float8
                AS "oldestUncheckedSeconds"
         FROM postcard WHERE check_state <> 'passed' AND deleted_at IS NULL`,
    );
    return counts ?? { unchecked: 0, givenUp: 0, review: 0, refused: 0, oldestUncheckedSeconds: 0 };
  }
}
