import type { TaskProgress } from '@mojian/contracts/events';
import type { TaskState, TaskStatus } from '@mojian/contracts/routes/postcard.routes';

/** What is stored of a task and may be shown to its owner. */
export interface TaskRecord {
  readonly id: string;
  readonly status: TaskStatus;
  readonly fence: number;
  readonly error: string | null;
  readonly errorMessage: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Of the card; null while there is none, and after it was deleted. */
  readonly card: { readonly id: string; readonly degraded: boolean } | null;
}

/** What the worker last told, and the highest per cent that anybody was shown. Both may be lost with Redis. */
export interface SeenProgress {
  readonly latest: TaskProgress | null;
  readonly floor: number;
}

/** A state and its place among all states of the task: `fence.seq`, rising. */
export interface ShownState {
  readonly version: StateVersion;
  readonly state: TaskState;
}

export interface StateVersion {
  readonly fence: number;
  readonly seq: number;
}

/** A terminal state is the last of its fence, after every event of a run. */
const LAST_SEQ = 1_000_000;

/** Per cent of a task of which no progress is known. */
const KNOWN = { pending: 0, processing: 5, completed: 100, failed: 0 } as const;

export const isTerminal = (status: TaskStatus): boolean => status === 'completed' || status === 'failed';

export const isLater = (one: StateVersion, than: StateVersion): boolean =>
  one.fence > than.fence || (one.fence === than.fence && one.seq > than.seq);

/** What a client sees; `imageUrl` signs a stored file's name. */
export function showTask(task: TaskRecord, seen: SeenProgress, imageUrl: (file: string) => string): ShownState {
  const live = task.status === 'processing' && seen.latest?.fence === task.fence ? seen.latest : null;
  const preview = seen.latest?.preview;
  return {
    version: { fence: task.fence, seq: isTerminal(task.status) ? LAST_SEQ : (live?.seq ?? 0) },
    state: {
      task_id: task.id,
      status: task.status,
      progress:
        task.status === 'completed' ? 100 : Math.min(99, Math.max(seen.floor, live?.progress ?? 0, KNOWN[task.status])),
      step: live?.step ?? stepOf(task.status),
      preview: {
        title: preview?.title ?? null,
        lines: preview?.lines ?? [],
        image_url: preview?.image ? imageUrl(preview.image) : null,
      },
      error: task.error,
      error_message: task.errorMessage,
      degraded: task.card?.degraded ?? false,
      card_id: task.card?.id ?? null,
      created_at: task.createdAt.toISOString(),
      updated_at: task.updatedAt.toISOString(),
    },
  };
}

const stepOf = (status: TaskStatus): string =>
  ({ pending: 'queued', processing: 'concept', completed: 'done', failed: 'failed' })[status];

/** `fence.seq`, as the id of a server-sent event. */
export const formatVersion = ({ fence, seq }: StateVersion): string => `${fence}.${seq}`;

/** Null for anything that is no version: the stream then begins with the present state. */
export function parseVersion(text: string | undefined): StateVersion | null {
  const found = /^(\d{1,9})\.(\d{1,9})$/.exec(text ?? '');
  return found ? { fence: Number(found[1]), seq: Number(found[2]) } : null;
}
