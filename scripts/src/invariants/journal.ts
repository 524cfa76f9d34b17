import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { Refusal } from '../command.js';

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

/** Refuses a journal that is not there or has a line that is none: it proves nothing. */
export async function readJournal(file: string): Promise<JournalLine[]> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new Refusal(`The journal cannot be read: ${error.message}`, 2);
  });
  return text
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [parseLine(line, `${file}:${index + 1}`)]));
}

function parseLine(line: string, place: string): JournalLine {
  const { success, data } = JournalLine.safeParse(jsonOf(line));
  if (!success) throw new Refusal(`${place} is no line of a journal: ${line.slice(0, 80)}`, 2);
  return data;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // What is no JSON is no journal line either, which is said of both.
    return undefined;
  }
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
