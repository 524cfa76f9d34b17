import type { StoredFile } from '@mojian/contracts/card/picture';
import { Injectable } from '@nestjs/common';
import { CardFiles } from '../data/card-files.js';
import type { CardToExport } from '../data/personal-data.repository.js';
import { PostcardDatabase } from '../data/postcard-database.js';
import { aiLabel } from '../domain/ai-label.js';
import { buildCapsule } from '../domain/capsule.js';

interface PageQuery {
  readonly after?: string | undefined;
  readonly count: number;
}

/** A person's cards and uploads, to be taken along. */
@Injectable()
export class ExportCardsService {
  constructor(
    private readonly database: PostcardDatabase,
    private readonly files: CardFiles,
  ) {}

  async cards(userId: string, { after, count }: PageQuery) {
    const found = await this.database.stores.personalData.cardsOf(userId, { after: after ?? null, count });
    const cards = await Promise.all(found.map((card) => this.describe(card)));
    return { cards, next: nextOf(found, count) };
  }

  async uploads(userId: string, { after, count }: PageQuery) {
    const found = await this.database.stores.uploads.page(userId, { after: after ?? null, count });
    const uploads = await Promise.all(
      found.map(async ({ id, createdAt, ...file }) => ({
        id,
        created_at: createdAt.toISOString(),
        picture: await this.read(file),
      })),
    );
    return { uploads, next: nextOf(found, count) };
  }

  private async describe({ page, poster, title, language, ...card }: CardToExport) {
    const document = await this.files.find(page.hash, page.ext);
    return {
      card: {
        id: card.id,
        task_id: card.taskId,
        structured_data: card.structuredData,
        created_at: card.createdAt.toISOString(),
      },
      brief: { ...card.brief },
      // A card whose file is lost must not keep its owner from all the others.
      capsule: document
        ? buildCapsule({ page: document.toString('utf8'), title, language, label: aiLabel(language) })
        : null,
      poster: await this.read(poster),
    };
  }

  private async read({ hash, ext }: Pick<StoredFile, 'hash' | 'ext'>): Promise<string | null> {
    return (await this.files.find(hash, ext))?.toString('base64') ?? null;
  }
}

const nextOf = (found: readonly { readonly id: string }[], count: number): string | null =>
  found.length < count ? null : (found.at(-1)?.id ?? null);
