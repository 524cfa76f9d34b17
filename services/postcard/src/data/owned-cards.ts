import { AppError } from '@mojian/contracts/app-error';
import { isTerminal } from '../domain/task-status.js';
import type { StoredCard } from './postcard.repository.js';
import type { Stores } from './postcard-database.js';

/** The caller's living card by its own id or its task's; CARD_NOT_READY while it is made, NOT_OWNER for another's. */
export async function findOwnCard(stores: Stores, id: string, userId: string): Promise<StoredCard> {
  const card = await stores.postcards.find(id);
  if (card) {
    if (card.userId !== userId) throw new AppError('NOT_OWNER', 'the card of another user');
    return card;
  }
  const [task] = await stores.tasks.describe([id]);
  if (task && task.userId !== userId) throw new AppError('NOT_OWNER', 'the task of another user');
  if (task && !isTerminal(task.status)) throw new AppError('CARD_NOT_READY', `the task is ${task.status}`);
  throw new AppError('CARD_NOT_FOUND', 'no such card');
}
