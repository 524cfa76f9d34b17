import { EventEmitter, once } from 'node:events';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type SourceWatch, watchSources } from './watch-sources.js';

describe('watching sources', () => {
  let folder: string;
  let watching: SourceWatch | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mojian-sources-'));
    await mkdir(join(folder, 'src', 'deep'), { recursive: true });
  });
  afterEach(async () => {
    await watching?.close();
    await rm(folder, { recursive: true });
  });

  it('tells of what was written together in one call', async () => {
    const told = new EventEmitter();
    const call = once(told, 'call');
    watching = await watchSources([join(folder, 'src')], async (paths) => void told.emit('call', [...paths].sort()));
    await Promise.all(['a.ts', 'deep/b.ts'].map((name) => writeFile(join(folder, 'src', name), 'x')));
    expect((await call)[0]).toEqual([join(folder, 'src', 'a.ts'), join(folder, 'src', 'deep', 'b.ts')]);
  });

  it('goes on seeing a file that was replaced by another, as editors and git do', async () => {
    const told = new EventEmitter();
    const file = join(folder, 'src', 'a.ts');
    await writeFile(file, 'old');
    watching = await watchSources([join(folder, 'src')], async (paths) => void told.emit('call', paths));
    for (const text of ['new', 'newer', 'newest']) {
      const call = once(told, 'call');
      await writeFile(join(folder, 'a.ts.tmp'), text);
      await rename(join(folder, 'a.ts.tmp'), file);
      expect((await call)[0]).toEqual([file]);
    }
  });

  it('tells of what changes during a call in the next one', async () => {
    const calls: (readonly string[])[] = [];
    const file = join(folder, 'src', 'a.ts');
    const other = join(folder, 'src', 'b.ts');
    const told = new EventEmitter();
    const first = once(told, 'call 1');
    const second = once(told, 'call 2');
    const free = once(told, 'free');
    watching = await watchSources([join(folder, 'src')], async (paths) => {
      calls.push(paths);
      told.emit(`call ${calls.length}`);
      if (calls.length > 1) return;
      await writeFile(other, 'x');
      await free;
    });
    await writeFile(file, 'x');
    await first;
    told.emit('free');
    await second;
    expect(calls).toEqual([[file], [other]]);
  });
});
