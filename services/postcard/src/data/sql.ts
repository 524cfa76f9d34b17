import type { EntityManager } from 'typeorm';

/** Rows of a statement. What the driver throws is translated where it is answered. */
export async function rowsOf<T>(
  manager: EntityManager,
  statement: string,
  values: readonly unknown[] = [],
): Promise<T[]> {
  const result = await manager.query<T[] | Counted<T>>(statement, [...values]);
  return isCounted(result) ? result[0] : result;
}

export async function firstRow<T>(
  manager: EntityManager,
  statement: string,
  values: readonly unknown[] = [],
): Promise<T | undefined> {
  const [row] = await rowsOf<T>(manager, statement, values);
  return row;
}

/** How an UPDATE or DELETE is answered; anything else is answered by its rows. */
type Counted<T> = [rows: T[], count: number];

const isCounted = <T>(result: T[] | Counted<T>): result is Counted<T> =>
  Array.isArray(result[0]) && typeof result[1] === 'number';
