import type { RouteOutput } from '@mojian/contracts/route';
import type { exportUserCards, exportUserUploads } from '@mojian/contracts/routes/personal-data.routes';
import { byteOrderMark, type CsvCell, toCsv } from './to-csv.js';
import type { ArchiveFile } from './write-archive.js';

export type CardPage = RouteOutput<typeof exportUserCards>;
type ExportedCard = CardPage['cards'][number];
export type UploadPage = RouteOutput<typeof exportUserUploads>;

/** Makes the files of one archive, all of them of one moment. */
export interface FileMaker {
  readonly text: (path: string, content: string) => ArchiveFile;
  readonly json: (path: string, value: unknown) => ArchiveFile;
  /** A table with a head; its rows come in pages. */
  readonly table: <K extends string>(path: string, columns: readonly K[], pages: TablePages<K>) => ArchiveFile;
  readonly card: (card: ExportedCard) => readonly ArchiveFile[];
  readonly upload: (upload: UploadPage['uploads'][number]) => readonly ArchiveFile[];
}

type TablePages<K extends string> = AsyncIterable<readonly Readonly<Record<K, CsvCell>>[]>;

export function fileMaker(now: Date): FileMaker {
  const file = (path: string, content: ArchiveFile['content'], compress = true): ArchiveFile => ({
    path,
    content,
    mtime: now,
    compress,
  });
  const picture = (path: string, base64: string | null) =>
    base64 === null ? [] : [file(path, Buffer.from(base64, 'base64'), false)];
  const json = (path: string, value: unknown) => file(path, `${JSON.stringify(value, null, 2)}\n`);
  return {
    text: file,
    json,
    table: (path, columns, pages) => file(path, csvOf(columns, pages)),
    card: (exported) => {
      const { card, brief, capsule, poster } = exported;
      const name = cardName(exported);
      return [
        json(`${name}.json`, { ...card, brief }),
        ...(capsule === null ? [] : [file(`${name}.html`, capsule)]),
        ...picture(`${name}.jpg`, poster),
      ];
    },
    upload: (upload) => picture(`uploads/${nameOf(upload)}.png`, upload.picture),
  };
}

/** Without the ending. Ids are UUIDs and times are ISO-8601 by contract: nothing in it comes from a person. */
const nameOf = ({ id, created_at }: { readonly id: string; readonly created_at: string }): string =>
  `${created_at.slice(0, 10)}-${id}`;

const cardName = ({ card }: ExportedCard): string => `cards/${nameOf(card)}`;

/** A card in the table of contents. */
export const cardEntry = (exported: ExportedCard) => ({
  id: exported.card.id,
  task_id: exported.card.task_id,
  created_at: exported.card.created_at,
  files: cardName(exported),
  page: exported.capsule !== null,
  picture: exported.poster !== null,
});

async function* csvOf<K extends string>(columns: readonly K[], pages: TablePages<K>): AsyncGenerator<string> {
  yield byteOrderMark + toCsv(columns);
  for await (const rows of pages) {
    if (rows.length > 0) yield rows.map((row) => toCsv(columns.map((column) => row[column]))).join('');
  }
}
