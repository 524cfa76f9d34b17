import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { localFolderStorage } from '@mojian/storage/local-folder.storage';
import { objectKey } from '@mojian/storage/object-storage';
import { countMisplacedFiles } from './stored-files.js';

const now = Date.now();
const minutes = 60_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mojian-files-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A file that was put so long ago; its hash. */
const fileOf = async (words: string, ageMs: number): Promise<string> => {
  const { hash, ext } = await localFolderStorage(folder).put(Buffer.from(words), 'png');
  const at = new Date(now - ageMs);
  await utimes(join(folder, objectKey(hash, ext)), at, at);
  return hash;
};
const count = (needed: readonly string[], released: readonly string[] = []) =>
  countMisplacedFiles({ needed, released }, localFolderStorage(folder).list(), now);

describe('misplaced files', () => {
  it('are none while the storage is empty and nothing is needed', async () => {
    expect(await count([])).toBe(0);
  });

  it('are those that are needed and not there, once each', async () => {
    const there = await fileOf('there', 90 * minutes);
    expect(await count([there, 'a'.repeat(64), 'a'.repeat(64)])).toBe(1);
    expect(await count([there])).toBe(0);
  });

  it('are those that nobody has named for an hour, unless somebody did until lately', async () => {
    const [old] = await Promise.all([fileOf('old', 61 * minutes), fileOf('new', 59 * minutes)]);
    const there = await fileOf('there', 90 * minutes);
    expect(await count([there])).toBe(1);
    expect(await count([there], [old])).toBe(0);
    expect(await count([there, old])).toBe(0);
  });
});
