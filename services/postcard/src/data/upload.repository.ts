import type { StoredFile } from '@mojian/contracts/card/picture';
import type { EntityManager } from 'typeorm';
import { firstRow, rowsOf } from './sql.js';

/** A picture that somebody uploaded. */
export interface Upload {
  readonly id: string;
  readonly hash: string;
  readonly ext: StoredFile['ext'];
  readonly createdAt: Date;
}

export interface NewUpload extends Omit<Upload, 'createdAt'> {
  readonly userId: string;
}

const columns = 'id, hash, ext, created_at AS "createdAt"';

/** Uploaded pictures: kept for days, found by their owner, gone with the account. */
export class UploadRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Until the transaction ends nobody else begins or ceases to name this file. */
  async lockFile(hash: string): Promise<void> {
    await rowsOf(this.manager, `SELECT pg_advisory_xact_lock(hashtextextended('file:' || $1, 0))`, [hash]);
  }

  /** The same picture again lives as long as a new one. */
  async insert({ id, userId, hash, ext }: NewUpload): Promise<void> {
    await rowsOf(
      this.manager,
      `INSERT INTO upload (id, user_id, hash, ext) VALUES ($1, $2, $3, $4)
         ON CONFLICT (user_id, hash) DO UPDATE SET created_at = now()`,
      [id, userId, hash, ext],
    );
  }

  async delete(id: string): Promise<void> {
    await rowsOf(this.manager, 'DELETE FROM upload WHERE id = $1', [id]);
  }

  /** Whether anybody's upload is this file. */
  async isNamed(hash: string): Promise<boolean> {
    const row = await firstRow(this.manager, 'SELECT 1 FROM upload WHERE hash = $1 LIMIT 1', [hash]);
    return row !== undefined;
  }

  /** Oldest first, those behind `after`. */
  page(userId: string, { after, count }: { after: string | null; count: number }): Promise<Upload[]> {
    return rowsOf(
      this.manager,
      `SELECT ${columns} FROM upload
        WHERE user_id = $1
          AND ($2::uuid IS NULL OR (created_at, id) > (SELECT created_at, id FROM upload WHERE id = $2 AND user_id = $1))
        ORDER BY created_at, id LIMIT $3`,
      [userId, after, count],
    );
  }

  /** What a user has beside the newest so many. */
  listBeyond(userId: string, kept: number): Promise<Upload[]> {
    return rowsOf(
      this.manager,
      `SELECT ${columns} FROM upload WHERE user_id = $1 ORDER BY created_at DESC, id DESC OFFSET $2 LIMIT 100`,
      [userId, kept],
    );
  }

  listOlderThan(days: number, count: number): Promise<Upload[]> {
    return rowsOf(
      this.manager,
      `SELECT ${columns} FROM upload WHERE created_at < now() - make_interval(days => $1) ORDER BY created_at LIMIT $2`,
      [days, count],
    );
  }
}
