import { AppError } from '@mojian/contracts/app-error';
import { Injectable } from '@nestjs/common';
import type { ArchivedCheck } from '../data/check-archive.js';
import { CheckKeeper } from '../data/check-keeper.js';
import { PostcardDatabase, type Stores } from '../data/postcard-database.js';

export interface Decision {
  readonly cardId: string;
  readonly verdict: 'passed' | 'refused';
  readonly reason: string;
}

/** Cards that a person looks at. */
@Injectable()
export class ManageChecksService {
  constructor(
    private readonly database: PostcardDatabase,
    private readonly keeper: CheckKeeper,
  ) {}

  /** Leaves a row that says whose card was looked at. */
  look(cardId: string): Promise<ArchivedCheck> {
    return this.database.transaction(async (stores) => {
      const found = await find(stores, cardId);
      await stores.audit({ resource: { type: 'card', id: cardId }, details: { owner: found.userId } });
      return found;
    });
  }

  async decide({ cardId, verdict, reason }: Decision): Promise<ArchivedCheck> {
    const answer = verdict === 'passed' ? ({ state: verdict } as const) : { state: verdict, reason: 'operator' };
    if (!(await this.keeper.decide(cardId, answer, reason))) throw notFound();
    return find(this.database.stores, cardId);
  }
}

const notFound = (): AppError => new AppError('CARD_NOT_FOUND', 'no living card of this id has a check');

async function find({ checkArchive }: Pick<Stores, 'checkArchive'>, cardId: string): Promise<ArchivedCheck> {
  const found = await checkArchive.find(cardId);
  if (!found) throw notFound();
  return found;
}
