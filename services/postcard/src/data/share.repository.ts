import type { EntityManager } from 'typeorm';
import { CardReportEntity } from './entities/card-report.entity.js';
import { ShareLinkEntity } from './entities/share-link.entity.js';
import { firstRow, rowsOf } from './sql.js';

export interface NewReport {
  readonly id: string;
  readonly cardId: string;
  readonly slug: string;
  readonly reason: string;
  readonly note: string | null;
}

/** Links to living cards, and what their readers report. */
export class ShareRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The card's link: the one that lives, else this new one. */
  async open(link: Pick<ShareLinkEntity, 'id' | 'slug' | 'cardId'>): Promise<{ slug: string; isNew: boolean }> {
    await this.manager
      .createQueryBuilder()
      .insert()
      .into(ShareLinkEntity)
      .values(link)
      .orIgnore()
      .updateEntity(false)
      .execute();
    const alive = await firstRow<{ slug: string }>(
      this.manager,
      'SELECT slug FROM share_link WHERE card_id = $1 AND revoked_at IS NULL',
      [link.cardId],
    );
    if (!alive) throw new TypeError('a link that was just opened is not there');
    return { slug: alive.slug, isNew: alive.slug === link.slug };
  }

  /** Null unless the link and its card live. */
  async findCard(slug: string): Promise<string | null> {
    const row = await firstRow<{ card_id: string }>(
      this.manager,
      `SELECT s.card_id FROM share_link s JOIN postcard p ON p.id = s.card_id AND p.deleted_at IS NULL
        WHERE s.slug = $1 AND s.revoked_at IS NULL`,
      [slug],
    );
    return row?.card_id ?? null;
  }

  /** False when no link was alive. */
  async revoke(cardId: string): Promise<boolean> {
    const rows = await rowsOf(
      this.manager,
      'UPDATE share_link SET revoked_at = now() WHERE card_id = $1 AND revoked_at IS NULL RETURNING id',
      [cardId],
    );
    return rows.length > 0;
  }

  async insertReport(report: NewReport): Promise<void> {
    await this.manager.insert(CardReportEntity, report);
  }
}
