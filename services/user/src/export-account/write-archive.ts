import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

type Chunk = string | Buffer;

/** One file of an archive. */
export interface ArchiveFile {
  readonly path: string;
  readonly content: Chunk | AsyncIterable<Chunk>;
  readonly mtime: Date;
  /** What is packed already (a JPEG) is only stored. */
  readonly compress: boolean;
}

/**
 * Writes the files as one ZIP, each as soon as the one before it is out: no more of them is in memory than that. If a
 * file cannot be made the target is destroyed, so that nobody takes half an archive for a whole one, and the error is
 * thrown. A target that closes of itself ends it without one.
 */
export async function writeArchive(files: AsyncIterable<ArchiveFile>, target: Writable): Promise<void> {
  const zip = new ZipFile();
  const failed = new Promise<never>((_, reject) => zip.on('error', reject));
  const sent = pipeline(zip.outputStream, target);
  try {
    await Promise.race([failed, Promise.all([fill(zip, files), sent])]);
  } catch (error) {
    target.destroy();
    // Whoever asked has gone away: nobody is left to be told.
    if (Reflect.get(Object(error), 'code') === 'ERR_STREAM_PREMATURE_CLOSE') return;
    throw error;
  }
}

async function fill(zip: ZipFile, files: AsyncIterable<ArchiveFile>): Promise<void> {
  for await (const file of files) await add(zip, file);
  zip.end();
}

/** Resolves when its turn has come, which is when all files before it are written. */
const add = (zip: ZipFile, { path, content, mtime, compress }: ArchiveFile): Promise<void> =>
  new Promise((resolve) => {
    zip.addReadStreamLazy(path, { mtime, compress }, (give) => {
      const bytes = Readable.from(typeof content === 'string' || Buffer.isBuffer(content) ? [content] : content);
      // The library looks at what the file gives, not at whether it fails.
      bytes.on('error', (error) => zip.emit('error', error));
      give(null, bytes);
      resolve();
    });
  });
