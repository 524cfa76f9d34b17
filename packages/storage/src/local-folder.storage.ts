import { randomUUID } from 'node:crypto';
import { access, mkdir, open, opendir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '@mojian/contracts/app-error';
import { describeFile, fileOfKey, type ListedFile, type ObjectStorage, objectKey } from './object-storage.js';

/** Files in a folder of this machine. Each is written beside its place, flushed and renamed into it. */
export function localFolderStorage(root: string): ObjectStorage {
  return {
    put: async (bytes, ext) => {
      const file = describeFile(bytes, ext);
      const path = join(root, objectKey(file.hash, ext));
      const exists = (await orNull(access(path))) !== null;
      // Put anew is as good as new for whoever removes what nobody has needed for long.
      await (exists ? working(utimes(path, new Date(), new Date())) : working(writeWhole(path, bytes)));
      return file;
    },
    get: async (hash, ext) => orNull(readFile(join(root, objectKey(hash, ext)))),
    exists: async (hash, ext) => (await orNull(access(join(root, objectKey(hash, ext))))) !== null,
    delete: async (hash, ext) => working(rm(join(root, objectKey(hash, ext)), { force: true })),
    list: () => listFolder(root),
  };
}

async function* listFolder(root: string): AsyncGenerator<ListedFile> {
  const folder = await orNull(opendir(root, { recursive: true }));
  if (!folder) return;
  for await (const entry of folder) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const found = await orNull(stat(path));
    const file = found ? fileOfKey(path, found.mtime) : undefined;
    if (file) yield file;
  }
}

async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    const handle = await open(draft, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function orNull<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (cause) {
    if (typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ENOENT') return null;
    throw failed(cause);
  }
}

const working = <T>(work: Promise<T>): Promise<T> =>
  work.catch((cause: unknown) => {
    throw failed(cause);
  });

const failed = (cause: unknown): AppError => new AppError('DEPENDENCY_DOWN', 'the storage folder failed', { cause });
