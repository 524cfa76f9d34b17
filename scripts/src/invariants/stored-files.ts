import type { ListedFile } from '@mojian/storage/object-storage';

/** A file may be there before the card that names it is; what nobody named for so long is swept up by then. */
const graceMs = 3_600_000;

export interface NamedFiles {
  /** Hashes of what living cards and uploads name: these files must be there. */
  readonly needed: readonly string[];
  /** Hashes of what was named less than an hour ago: these may. */
  readonly released: readonly string[];
}

/** Files that must be there and are not, and files that nobody has named for an hour. */
export async function countMisplacedFiles(
  { needed, released }: NamedFiles,
  stored: AsyncIterable<ListedFile>,
  now: number,
): Promise<number> {
  const missing = new Set(needed);
  const allowed = new Set([...needed, ...released]);
  let forgotten = 0;
  for await (const { hash, putAt } of stored) {
    missing.delete(hash);
    if (!allowed.has(hash) && now - putAt.getTime() > graceMs) forgotten += 1;
  }
  return missing.size + forgotten;
}
