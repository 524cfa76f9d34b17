import type { RecentCard } from '@mojian/contracts/brief';
import type { FinishedCard } from '@mojian/contracts/routes/task-run.routes';
import { type EntityManager, IsNull } from 'typeorm';
import type { CardCheck, CheckStanding } from '../domain/card-check.js';
import { PostcardEntity } from './entities/postcard.entity.js';
import { firstRow, rowsOf } from './sql.js';

/** A finished card with its names. */
export interface StoredCard extends FinishedCard {
  readonly id: string;
  readonly taskId: string;
  readonly userId: string;
  readonly createdAt: Date;
  /** Only a card that has passed is shown to others. */
  readonly checkState: CheckStanding;
}

export interface CardNames {
  readonly sender: string | null;
  readonly recipient: string | null;
}

export interface NewCard {
  readonly id: string;
  readonly taskId: string;
  readonly userId: string;
  readonly card: FinishedCard;
  readonly check: CardCheck;
}

/** Further back nobody remembers. */
const RECENT_CARDS = 8;

export class PostcardRepository {
  constructor(private readonly manager: EntityManager) {}

  async insert({ id, taskId, userId, card, check }: NewCard): Promise<void> {
    const { structured_data, flat_fields, ...columns } = card;
    const checked = { contentCheck: check.check, checkState: check.standing, checkDueAt: check.dueAt };
    const made = { ...columns, structuredData: structured_data, flatFields: flat_fields, ...checked };
    const values = { id, taskId, userId, ...made };
    await this.manager.createQueryBuilder().insert().into(PostcardEntity).values(values).updateEntity(false).execute();
  }

  /** A living card by its own id or its task's. */
  async find(id: string): Promise<StoredCard | null> {
    const where = [
      { id, deletedAt: IsNull() },
      { taskId: id, deletedAt: IsNull() },
    ];
    const found = await this.manager.findOne(PostcardEntity, { where });
    return found && toCard(found);
  }

  /** Whether the card lives, and then keeps it alive until the transaction ends. */
  async keepAlive(id: string): Promise<boolean> {
    const rows = await rowsOf(this.manager, 'SELECT 1 FROM postcard WHERE id = $1 AND deleted_at IS NULL FOR SHARE', [
      id,
    ]);
    return rows.length === 1;
  }

  /** Whether a living card names the file; null for a file that no card ever named. */
  async isFileAlive(hash: string): Promise<boolean | null> {
    const row = await firstRow<{ alive: boolean | null }>(
      this.manager,
      'SELECT bool_or(deleted_at IS NULL) AS alive FROM postcard WHERE files ? $1',
      [hash],
    );
    return row?.alive ?? null;
  }

  /** Those of the files that neither a living card nor an upload names. */
  async listUnnamedFiles(hashes: readonly string[]): Promise<readonly string[]> {
    const found = await rowsOf<{ hash: string }>(
      this.manager,
      `SELECT file.hash FROM unnest($1::text[]) file (hash)
        WHERE NOT EXISTS (SELECT 1 FROM upload u WHERE u.hash = file.hash)
          AND NOT EXISTS (SELECT 1 FROM postcard p WHERE p.files ? file.hash AND p.deleted_at IS NULL)`,
      [hashes],
    );
    return found.map(({ hash }) => hash);
  }

  async idOfTask(taskId: string): Promise<string | null> {
    const row = await firstRow<{ id: string }>(this.manager, 'SELECT id FROM postcard WHERE task_id = $1', [taskId]);
    return row?.id ?? null;
  }

  /** Who wrote it, and to whom, as the sender told it. */
  async namesOf(taskId: string): Promise<CardNames> {
    const names = await firstRow<CardNames>(
      this.manager,
      `SELECT brief ->> 'sender' AS sender, brief ->> 'recipient' AS recipient FROM task WHERE id = $1`,
      [taskId],
    );
    return names ?? { sender: null, recipient: null };
  }

  /** What the person's last cards were made of, newest first; deleted ones as well, which they have seen. */
  async recentOf(userId: string): Promise<readonly RecentCard[]> {
    const rows = await rowsOf<{ concept: FinishedCard['concept']; copy: FinishedCard['copy'] }>(
      this.manager,
      `SELECT concept, copy FROM postcard WHERE user_id = $1 ORDER BY created_at DESC, id DESC LIMIT ${RECENT_CARDS}`,
      [userId],
    );
    return rows.map(({ concept: { scene, template }, copy: { headline, verse, letter } }) => {
      const lines = [headline.join('／'), ...(verse ? [verse.text] : []), ...letter.opening, ...letter.closing];
      return { scene, template, lines };
    });
  }

  /** From create to completion. */
  async secondsOf(taskId: string): Promise<number> {
    const row = await firstRow<{ seconds: number | null }>(
      this.manager,
      'SELECT extract(epoch FROM ended_at - created_at)::float8 AS seconds FROM task WHERE id = $1',
      [taskId],
    );
    return row?.seconds ?? 0;
  }

  /** Newest first, and how many there are in all. */
  async listOfUser(userId: string, { page, limit }: { page: number; limit: number }): Promise<[StoredCard[], number]> {
    const [found, total] = await this.manager.findAndCount(PostcardEntity, {
      where: { userId, deletedAt: IsNull() },
      order: { createdAt: 'DESC', id: 'DESC' },
      skip: (page - 1) * limit,
      take: limit,
    });
    return [found.map(toCard), total];
  }

  /** False when it was deleted before. */
  async delete(id: string): Promise<boolean> {
    const rows = await rowsOf(
      this.manager,
      'UPDATE postcard SET deleted_at = now() WHERE id = $1 AND deleted_at IS NULL RETURNING id',
      [id],
    );
    return rows.length === 1;
  }
}

const toCard = (stored: PostcardEntity): StoredCard => {
  const { structuredData, flatFields, deletedAt: _, contentCheck: __, checkDueAt: ___, ...card } = stored;
  return { ...card, structured_data: { ...structuredData }, flat_fields: { ...flatFields } };
};
