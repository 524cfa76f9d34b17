import { randomUUID } from 'node:crypto';
import { login } from '@mojian/contracts/routes/auth.routes';
import { createPostcard, getResult, type TaskState } from '@mojian/contracts/routes/postcard.routes';
import { sharePostcard } from '@mojian/contracts/routes/share.routes';
import { ApiError } from '@mojian/sdk/api-error';
import { type ClientSettings, createClient } from '@mojian/sdk/create-client';
import { followTask } from '@mojian/sdk/follow-task';
import type { CardArguments } from './card-arguments.js';
import { Refusal } from './command.js';

export interface MadeCard {
  readonly id: string;
  /** The link for a friend, absolute. */
  readonly link: string;
  /** Address of the poster, absolute. */
  readonly poster: string;
  readonly degraded: boolean;
}

interface Watcher {
  /** Called for each state that differs from the one before. */
  onState(state: TaskState): void;
}

const logIn = async (baseUrl: string): Promise<string> => {
  try {
    // A user of its own: the quota of a day is two cards.
    const session = await createClient({ login }, { baseUrl }).login({ body: { code: `test_${randomUUID()}` } });
    return session.token;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status === 0) throw error;
    throw new Refusal(
      `${baseUrl} refused the development login (${error.message}). Give an access token by --token or MOJIAN_TOKEN.`,
    );
  }
};

const requestOf = ({ words, place, weather, recipient, sender }: CardArguments) => ({
  user_input: words,
  recipient_name: recipient,
  sender_name: sender,
  context: { ...place, coord_type: 'wgs84' as const, weather },
});

const completed = async (taskId: string, settings: ClientSettings, { onState }: Watcher): Promise<void> => {
  let last: TaskState | undefined;
  for await (const state of followTask(taskId, settings)) {
    onState(state);
    last = state;
  }
  if (last?.status === 'completed') return;
  throw new Refusal(`The card was not made: ${last?.error_message ?? 'no reason given'} (${last?.error ?? 'UNKNOWN'})`);
};

/** Makes a card through a running gateway, as any client does. Throws a Refusal or an ApiError. */
export const makeCard = async (baseUrl: string, wanted: CardArguments, watcher: Watcher): Promise<MadeCard> => {
  const token = wanted.token ?? (await logIn(baseUrl));
  const settings: ClientSettings = { baseUrl, token: () => token };
  const client = createClient({ createPostcard, getResult, sharePostcard }, settings);
  const task = await client.createPostcard({ body: requestOf(wanted) });
  await completed(task.task_id, settings, watcher);
  const card = await client.getResult({ params: { id: task.task_id }, query: {} });
  const share = await client.sharePostcard({ params: { id: card.id } });
  return {
    id: card.id,
    link: new URL(share.url, baseUrl).href,
    poster: new URL(card.preview_url, baseUrl).href,
    degraded: card.degraded,
  };
};
