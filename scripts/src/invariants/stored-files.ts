import type { ListedFile } from '@mojian/storage/object-storage';

/** A file may be there before the card that names it is. */
const graceMs = 3_600_000;

/** Files (hashes of them) that a living card names and that are not there, and files that nobody has named for an hour. */
export async function countMisplacedFiles(
  needed: readonly string[],
  stored: AsyncIterable<ListedFile>,
  now: number,
): Promise<number> {
  const missing = new Set(needed);
  const wanted = new Set(missing);
  let forgotten = 0;
  for await (const file of stored) {
    missing.delete(file.hash);
    if (!wanted.has(file.hash) && now - file.putAt.getTime() > graceMs) forgotten += 1;
  }
  return missing.size + forgotten;
}
