import type { StoredFile } from '@mojian/contracts/card/picture';
import { describeFile, type ListedFile, type ObjectStorage } from '@mojian/storage/object-storage';

/** For the files of one dry run: they end with it, and no sweep has to find them. */
export function memoryStorage(clock: () => Date): ObjectStorage {
  const files = new Map<string, { readonly bytes: Buffer; readonly file: ListedFile }>();
  const nameOf = (hash: string, ext: StoredFile['ext']): string => `${hash}.${ext}`;
  return {
    put: async (bytes, ext) => {
      const described = describeFile(bytes, ext);
      const file = { hash: described.hash, ext, putAt: clock() };
      files.set(nameOf(described.hash, ext), { bytes, file });
      return described;
    },
    get: async (hash, ext) => files.get(nameOf(hash, ext))?.bytes ?? null,
    exists: async (hash, ext) => files.has(nameOf(hash, ext)),
    delete: async (hash, ext) => void files.delete(nameOf(hash, ext)),
    list: async function* () {
      for (const { file } of files.values()) yield file;
    },
  };
}
