import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countSplitKeys, readJournal } from './journal.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mojian-journal-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const journal = async (text: string): Promise<string> => {
  const file = join(folder, 'journal.jsonl');
  await writeFile(file, text);
  return file;
};

describe('a journal', () => {
  it('is read line by line, and may have more fields than we know', async () => {
    const task_id = randomUUID();
    const file = await journal(
      `{"op":"create","outcome":"ok","task_id":"${task_id}","ms":4}\n\n{"op":"list","outcome":"unknown"}\n`,
    );
    expect(await readJournal(file)).toEqual([
      { op: 'create', outcome: 'ok', task_id },
      { op: 'list', outcome: 'unknown' },
    ]);
  });

  it.each([
    ['half a line', '{"op":"create","outc'],
    ['another outcome', '{"op":"create","outcome":"fine"}'],
  ])('with %s is refused, and the line is named', async (_, line) => {
    const file = await journal(`{"op":"list","outcome":"ok"}\n${line}\n`);
    await expect(readJournal(file)).rejects.toMatchObject({ status: 2, message: expect.stringContaining(`${file}:2`) });
  });

  it('that is not there is refused', async () => {
    await expect(readJournal(join(folder, 'none'))).rejects.toMatchObject({ name: 'Refusal', status: 2 });
  });
});

describe('keys with more than one task', () => {
  const [one, other, user, stranger] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const line = (key: string, user_id: string, task_id?: string) => ({
    op: 'create',
    outcome: 'ok' as const,
    key,
    user_id,
    ...(task_id && { task_id }),
  });

  it('are counted once each, and belong to one user', () => {
    expect(countSplitKeys([line('k', user, one), line('k', user, one), line('k', stranger, other)])).toBe(0);
    expect(countSplitKeys([line('k', user, one), line('k', user, other), line('k', user, randomUUID())])).toBe(1);
  });

  it('are not those whose answer never came', () => {
    expect(countSplitKeys([line('k', user), line('k', user, one)])).toBe(0);
  });
});
