import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { readArchive } from './read-archive.fixture.js';
import { type ArchiveFile, writeArchive } from './write-archive.js';

const mtime = new Date('2025-11-22T00:00:00Z');
const file = (path: string, content: ArchiveFile['content'], compress = true): ArchiveFile => ({
  path,
  content,
  mtime,
  compress,
});

describe('an archive', () => {
  it('holds each file under its name, whatever it is made of', async () => {
    const target = new PassThrough();
    const read = buffer(target);
    await writeArchive(
      (async function* () {
        yield file('说明-README.txt', '你好');
        yield file('picture.jpg', Buffer.from([0xff, 0xd8, 0xff]), false);
        yield file(
          'table.csv',
          (async function* () {
            yield 'a\r\n';
            yield 'b\r\n';
          })(),
        );
      })(),
      target,
    );
    const files = readArchive(await read);
    expect(Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, bytes.toString('latin1')]))).toEqual({
      '说明-README.txt': Buffer.from('你好').toString('latin1'),
      'picture.jpg': '\u00ff\u00d8\u00ff',
      'table.csv': 'a\r\nb\r\n',
    });
  });

  it('asks for no file before the one before the last is out: nothing piles up for a slow reader', async () => {
    const target = new PassThrough({ highWaterMark: 1024 });
    let made = 0;
    const written = writeArchive(
      (async function* () {
        for (; made < 50; made += 1) yield file(`${made}.bin`, Buffer.alloc(200_000, made), false);
      })(),
      target,
    );
    for (let round = 0; round < 200; round += 1) await turn();
    expect(made).toBeLessThan(4);
    const read = await buffer(target);
    await written;
    expect(Object.keys(readArchive(read))).toHaveLength(50);
  });

  it.each(['between two files', 'within a file'])(
    'breaks off where it fails %s, and never ends well',
    async (where) => {
      const target = new PassThrough();
      target.resume();
      let ended = false;
      target.on('end', () => {
        ended = true;
      });
      const broken = (async function* () {
        yield 'half';
        throw new Error('the disk is gone');
      })();
      const writing = writeArchive(
        (async function* () {
          yield file('one.txt', '1');
          if (where === 'between two files') throw new Error('the disk is gone');
          yield file('two.txt', broken);
          yield file('three.txt', '3');
        })(),
        target,
      );
      await expect(writing).rejects.toThrow('the disk is gone');
      expect([target.destroyed, ended]).toEqual([true, false]);
    },
  );

  it('ends quietly when the reader goes away', async () => {
    const target = new PassThrough({ highWaterMark: 1024 });
    const writing = writeArchive(
      (async function* () {
        for (;;) yield file('big.bin', Buffer.alloc(1_000_000), false);
      })(),
      target,
    );
    await turn();
    target.destroy();
    await expect(writing).resolves.toBeUndefined();
  });
});
