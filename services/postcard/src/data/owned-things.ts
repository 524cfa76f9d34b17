import { AppError } from '@mojian/contracts/app-error';
import type { OwnerLookups } from '@mojian/service-kit/ownership';
import { isTerminal } from '../domain/task-status.js';
import type { StoredCard } from './postcard.repository.js';
import type { PostcardDatabase } from './postcard-database.js';
import type { OwnedTask, TaskReader } from './task-reader.js';

/** What an id of a task or of a card stands for: the living card of either, else the task. */
export type TaskOrCard =
  | { readonly userId: string; readonly card: StoredCard }
  | { readonly userId: string; readonly task: OwnedTask };

export interface OwnedThingsOptions {
  readonly database: PostcardDatabase;
  readonly reader: TaskReader;
}

/** How the guard finds whose a thing is; the handler gets what was found by `@Owned()`. */
export function ownedThings({ database, reader }: OwnedThingsOptions): OwnerLookups {
  const findCard = async (id: string): Promise<TaskOrCard | undefined> => {
    const card = await database.stores.postcards.find(id);
    if (card) return { userId: card.userId, card };
    const task = await reader.read(id);
    return task && { userId: task.userId, task };
  };
  return { task: (id) => reader.read(id), 'task-or-card': findCard };
}

/** The caller's card: CARD_NOT_READY while it is made, CARD_NOT_FOUND where there is none any more. */
export function livingCard(found: TaskOrCard | undefined): StoredCard {
  if (found && 'card' in found) return found.card;
  if (found && !isTerminal(found.task.status)) {
    throw new AppError('CARD_NOT_READY', `the task is ${found.task.status}`);
  }
  throw new AppError('CARD_NOT_FOUND', 'no such card');
}
