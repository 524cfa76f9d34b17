import type { UserBrief } from '@mojian/contracts/brief';
import type { Picture, StoredFile } from '@mojian/contracts/card/picture';
import type { EntityManager } from 'typeorm';
import { PostcardEntity } from './entities/postcard.entity.js';
import { rowsOf } from './sql.js';

/** A card that is deleted, but whose words and files are still there. */
export interface CardToErase {
  readonly id: string;
  readonly taskId: string;
  readonly files: readonly StoredFile[];
}

export interface CardToExport {
  readonly id: string;
  readonly taskId: string;
  readonly page: StoredFile;
  readonly poster: StoredFile;
  readonly title: string;
  readonly language: 'zh' | 'en';
  readonly structuredData: Record<string, unknown>;
  readonly brief: UserBrief;
  readonly createdAt: Date;
}

/** What a person wrote and got, for the archive of an account and for its end. */
export class PersonalDataRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Living cards, oldest first, those behind the card `after`, which may be deleted meanwhile. */
  cardsOf(userId: string, { after, count }: { after: string | null; count: number }): Promise<CardToExport[]> {
    return rowsOf(
      this.manager,
      `SELECT p.id, p.task_id AS "taskId", p.page, p.poster, p.copy ->> 'title' AS title,
              p.copy ->> 'language' AS language, p.structured_data AS "structuredData", t.brief, p.created_at AS "createdAt"
         FROM postcard p JOIN task t ON t.id = p.task_id
        WHERE p.user_id = $1 AND p.deleted_at IS NULL
          AND ($2::uuid IS NULL
            OR (p.created_at, p.id) > (SELECT created_at, id FROM postcard WHERE id = $2 AND user_id = $1))
        ORDER BY p.created_at, p.id LIMIT $3`,
      [userId, after, count],
    );
  }

  async openTasksOf(userId: string, count: number): Promise<readonly string[]> {
    const found = await rowsOf<{ id: string }>(
      this.manager,
      `SELECT id FROM task WHERE user_id = $1 AND status IN ('pending', 'processing') ORDER BY id LIMIT $2`,
      [userId, count],
    );
    return found.map(({ id }) => id);
  }

  /** Deletes cards and frees their slots; returns the ids of those that lived. */
  async deleteCardsOf(userId: string): Promise<readonly string[]> {
    const deleted = await rowsOf<{ id: string }>(
      this.manager,
      'UPDATE postcard SET deleted_at = now() WHERE user_id = $1 AND deleted_at IS NULL RETURNING id',
      [userId],
    );
    await rowsOf(
      this.manager,
      `UPDATE task SET slot_held = false WHERE user_id = $1 AND slot_held AND status = 'completed'`,
      [userId],
    );
    await rowsOf(
      this.manager,
      `UPDATE share_link SET revoked_at = now()
        WHERE revoked_at IS NULL AND card_id IN (SELECT id FROM postcard WHERE user_id = $1)`,
      [userId],
    );
    return deleted.map(({ id }) => id);
  }

  /** Up to `count` deleted cards with content. */
  async cardsToErase(userId: string, count: number): Promise<CardToErase[]> {
    const found = await this.manager
      .createQueryBuilder(PostcardEntity, 'card')
      .where(`card.user_id = :userId AND card.deleted_at IS NOT NULL AND card.copy <> '{}'::jsonb`, { userId })
      .orderBy('card.id')
      .take(count)
      .getMany();
    return found.map(({ id, taskId, page, poster, picture }) => ({
      id,
      taskId,
      files: [page, poster, ...filesOf(picture)],
    }));
  }

  /** A tombstone is left: its task is never without a card. */
  async emptyCard(id: string): Promise<void> {
    await rowsOf(
      this.manager,
      `UPDATE postcard SET concept = '{}', copy = '{}', picture = '{}', page = '{}', poster = '{}', interactions = '[]',
              report = '{}', structured_data = '{}', flat_fields = '{}',
              content_check = NULL, check_state = 'passed', check_due_at = NULL
        WHERE id = $1`,
      [id],
    );
    await rowsOf(this.manager, 'UPDATE card_report SET note = NULL WHERE card_id = $1 AND note IS NOT NULL', [id]);
  }

  /** Takes the words, and what could be guessed to be their hash, out of tasks that have ended; returns their ids. */
  async emptyTasksOf(userId: string, count: number): Promise<readonly string[]> {
    const emptied = await rowsOf<{ id: string }>(
      this.manager,
      `UPDATE task SET brief = '{}', body_hash = repeat('0', 64), idempotency_key = NULL, address_key = NULL
        WHERE id IN (SELECT id FROM task
                      WHERE user_id = $1 AND status IN ('completed', 'failed') AND brief <> '{}' ORDER BY id LIMIT $2)
       RETURNING id`,
      [userId, count],
    );
    return emptied.map(({ id }) => id);
  }
}

const filesOf = ({ full, planes }: Picture): StoredFile[] => [full, ...planes.map(({ file }) => file)];
