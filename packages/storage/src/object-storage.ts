import { createHash } from 'node:crypto';
import { StoredFile } from '@mojian/contracts/card/picture';

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
}

export const describeFile = (bytes: Buffer, ext: StoredFile['ext']): StoredFile =>
  StoredFile.parse({ hash: createHash('sha256').update(bytes).digest('hex'), ext, bytes: bytes.length });

/** `ab/cd/abcd….webp`: two levels keep folders small. Throws for anything but a hash, which is what a path must be made of. */
export function objectKey(hash: string, ext: StoredFile['ext']): string {
  const name = `${StoredFile.shape.hash.parse(hash)}.${StoredFile.shape.ext.parse(ext)}`;
  return `${hash.slice(0, 2)}/${hash.slice(2, 4)}/${name}`;
}
