import { getTaskStatus, type TaskState } from '@mojian/contracts/routes/postcard.routes';
import { type ClientSettings, createClient } from './create-client.js';

const LONGEST_WAIT_S = 25;

/**
 * The states of a task as they happen, by long polling, up to and including the terminal one. Throws an ApiError when
 * the API refuses or does not answer.
 */
export async function* followTask(
  taskId: string,
  settings: ClientSettings,
  signal?: AbortSignal,
): AsyncGenerator<TaskState, void> {
  const client = createClient({ getTaskStatus }, settings);
  let wait = 0;
  while (!signal?.aborted) {
    const state = await client.getTaskStatus({ params: { task_id: taskId }, query: { wait } }, { signal });
    yield state;
    if (state.status === 'completed' || state.status === 'failed') return;
    wait = LONGEST_WAIT_S;
  }
}
