import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/**
 * What a client wrote down of its own calls, one JSON object a line: the only witness of what was acknowledged.
 * `unknown` is an answer that never came.
 */
const JournalLine = z.object({
  op: z.string(),
  outcome: z.enum(['ok', 'fail', 'unknown']),
  task_id: z.uuid().optional(),
  /** Idempotency key of a create, and whose it is. */
  key: z.string().optional(),
  user_id: z.uuid().optional(),
  request_id: z.string().optional(),
  /** A read after an acknowledged write that did not show it. */
  missed: z.boolean().optional(),
});
export type JournalLine = z.output<typeof JournalLine>;

/** Throws for a line that is none: a journal that cannot be read proves nothing. */
export async function readJournal(file: string): Promise<JournalLine[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => JournalLine.parse(JSON.parse(line)));
}

/** Keys for which creates were answered with more than one task. */
export function countSplitKeys(journal: readonly JournalLine[]): number {
  const tasks = new Map<string, Set<string>>();
  for (const { key, user_id, task_id } of journal) {
    if (key === undefined || task_id === undefined) continue;
    const name = `${user_id} ${key}`;
    tasks.set(name, (tasks.get(name) ?? new Set()).add(task_id));
  }
  return [...tasks.values()].filter((ids) => ids.size > 1).length;
}
