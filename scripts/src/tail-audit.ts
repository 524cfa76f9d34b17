import type pg from 'pg';

export interface TailOptions {
  readonly lines: number;
  /** Only what this user did. */
  readonly user: string | undefined;
}

interface Row {
  readonly time: string;
  readonly service: string;
  readonly action: string;
  readonly result: string;
  readonly who: string;
  readonly address: string;
  readonly what: string;
}

const HEADINGS: Row = {
  time: 'TIME (UTC)',
  service: 'SERVICE',
  action: 'ACTION',
  result: 'RESULT',
  who: 'WHO',
  address: 'ADDRESS',
  what: 'WHAT',
};

/** Whatever a stranger may have written, without what would steer a terminal. */
const printable = (text: string): string => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');

/** The last rows of the audit as the lines of a table, newest last. */
export const tailAudit = async (database: pg.Pool, { lines, user }: TailOptions): Promise<string[]> => {
  const { rows } = await database.query<Row>(
    `SELECT to_char(e.happened_at AT TIME ZONE 'UTC', 'MM-DD HH24:MI:SS') AS time, e.service, e.action, e.result,
            coalesce(s.user_id::text, CASE WHEN e.subject IS NULL THEN e.actor ELSE 'deleted user' END) AS who,
            coalesce(o.address, '-') AS address,
            concat_ws(' ', e.error_code, e.resource_type, e.resource_id) AS what
       FROM audit.entry e
       LEFT JOIN audit.subject s ON s.pseudonym = e.subject
       LEFT JOIN audit.origin o ON o.entry_id = e.id AND o.at = e.at
      WHERE $2::uuid IS NULL OR s.user_id = $2
      ORDER BY e.happened_at DESC, e.id DESC LIMIT $1`,
    [lines, user ?? null],
  );
  const table = [HEADINGS, ...rows.toReversed()].map(cellsOf);
  const widths = table.reduce<number[]>(
    (widest, cells) => cells.map((cell, at) => Math.max(cell.length, widest[at] ?? 0)),
    [],
  );
  return table.map((cells) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
};

const cellsOf = ({ time, service, action, result, who, address, what }: Row): string[] =>
  [time, service, action, result, who, address, what].map(printable);
