import { createHash } from 'node:crypto';
import { StoredFile } from '@mojian/contracts/card/picture';

/** A file as a listing finds it. */
export interface ListedFile {
  readonly hash: string;
  readonly ext: StoredFile['ext'];
  /** When it was put last. */
  readonly putAt: Date;
}

/**
 * Files named by the hash of their bytes: the same bytes are the same file, a file never changes, putting one again is
 * harmless. Failures of the store reject with DEPENDENCY_DOWN.
 */
export interface ObjectStorage {
  /** Resolves when the file is safely there; readers see all of it or nothing. */
  readonly put: (bytes: Buffer, ext: StoredFile['ext']) => Promise<StoredFile>;
  /** Null when there is no such file. */
  readonly get: (hash: string, ext: StoredFile['ext']) => Promise<Buffer | null>;
  readonly exists: (hash: string, ext: StoredFile['ext']) => Promise<boolean>;
  /** Deleting what is not there is no error. */
  readonly delete: (hash: string, ext: StoredFile['ext']) => Promise<void>;
  /** Every file, in no order; files that come or go meanwhile may be missed. */
  readonly list: () => AsyncIterable<ListedFile>;
}

export const describeFile = (bytes: Buffer, ext: StoredFile['ext']): StoredFile =>
  StoredFile.parse({ hash: createHash('sha256').update(bytes).digest('hex'), ext, bytes: bytes.length });

/** `ab/cd/abcd….webp`: two levels keep folders small. Throws for anything but a hash, which is what a path must be made of. */
export function objectKey(hash: string, ext: StoredFile['ext']): string {
  const name = `${StoredFile.shape.hash.parse(hash)}.${StoredFile.shape.ext.parse(ext)}`;
  return `${hash.slice(0, 2)}/${hash.slice(2, 4)}/${name}`;
}

const fileName = /([0-9a-f]{64})\.([a-z]+)$/;

/** The file that a key or path names; undefined for anything that is not ours. */
export function fileOfKey(key: string, putAt: Date): ListedFile | undefined {
  const [, hash = '', ext = ''] = fileName.exec(key) ?? [];
  const known = StoredFile.shape.ext.safeParse(ext);
  return hash !== '' && known.success ? { hash, ext: known.data, putAt } : undefined;
}
