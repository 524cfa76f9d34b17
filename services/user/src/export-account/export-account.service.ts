import { exportUserCards, exportUserUploads } from '@mojian/contracts/routes/personal-data.routes';
import { Inject, Injectable } from '@nestjs/common';
import { AccountRepository } from '../data/account.repository.js';
import { IdentityRepository } from '../data/identity.repository.js';
import {
  activityColumns,
  apiKeyColumns,
  PersonalDataRepository,
  sessionColumns,
} from '../data/personal-data.repository.js';
import { describeWebUser } from '../domain/web-user.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';
import { type CardPage, cardEntry, fileMaker, type UploadPage } from './archive-files.js';
import { readmeOf, readmePath } from './readme.js';
import type { ArchiveFile } from './write-archive.js';

/** A card with its picture is up to two megabytes; a page of them is what is in memory at a time. */
const cardsAtOnce = 4;
const uploadsAtOnce = 2;

export interface Archive {
  /** Name of the file, ASCII. */
  readonly name: string;
  readonly files: AsyncIterable<ArchiveFile>;
}

interface Opened {
  readonly userId: string;
  readonly now: Date;
  readonly firstCards: CardPage;
}

async function* one<T>(value: Promise<T>): AsyncGenerator<T> {
  yield await value;
}

async function* pagesFrom<P extends { readonly next: string | null }>(
  first: P,
  read: (after: string) => Promise<P>,
): AsyncGenerator<P> {
  let page: P | undefined = first;
  while (page) {
    yield page;
    page = page.next === null ? undefined : await read(page.next);
  }
}

/** Everything that is kept about a user, read while it is sent. */
@Injectable()
export class ExportAccountService {
  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(IdentityRepository) private readonly identities: IdentityRepository,
    @Inject(PersonalDataRepository) private readonly records: PersonalDataRepository,
  ) {}

  /** Fails, before anything is sent, where the postcard service cannot be asked for the cards. */
  async open(userId: string): Promise<Archive> {
    const now = this.settings.clock();
    const firstCards = await this.cards(userId);
    return {
      name: `mojian-${now.toISOString().slice(0, 10)}.zip`,
      files: this.files({ userId, now, firstCards }),
    };
  }

  private async *files({ userId, now, firstCards }: Opened): AsyncGenerator<ArchiveFile> {
    const make = fileMaker(now);
    yield make.text(readmePath, readmeOf(now));
    const user = await this.accounts.find(userId);
    yield make.json('account.json', { ...describeWebUser(user), gender: user.gender });
    yield make.json('identities.json', await this.identities.list(userId));
    yield make.table('sessions.csv', sessionColumns, one(this.records.sessions(userId)));
    yield make.table('api-keys.csv', apiKeyColumns, one(this.records.apiKeys(userId)));
    yield make.table('activity.csv', activityColumns, this.records.activity(userId));
    const entries: ReturnType<typeof cardEntry>[] = [];
    for await (const { cards } of pagesFrom(firstCards, (after) => this.cards(userId, after))) {
      for (const card of cards) {
        entries.push(cardEntry(card));
        yield* make.card(card);
      }
    }
    yield make.json('cards.json', entries);
    for await (const { uploads } of pagesFrom(await this.uploads(userId), (after) => this.uploads(userId, after))) {
      for (const upload of uploads) yield* make.upload(upload);
    }
  }

  private cards(userId: string, after?: string): Promise<CardPage> {
    const query = { count: cardsAtOnce, ...(after !== undefined && { after }) };
    return this.settings.postcard.call(exportUserCards, { params: { user_id: userId }, query });
  }
  private uploads(userId: string, after?: string): Promise<UploadPage> {
    const query = { count: uploadsAtOnce, ...(after !== undefined && { after }) };
    return this.settings.postcard.call(exportUserUploads, { params: { user_id: userId }, query });
  }
}
