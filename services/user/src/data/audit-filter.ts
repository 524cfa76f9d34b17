/** A condition with `?` where its value goes, and the value: undefined where nobody asked for it. */
export type Filter = readonly [condition: string, value: unknown];

/** The WHERE of the filters that were asked for, and the values of its parameters. */
export function whereOf(filters: readonly Filter[]): { where: string; values: unknown[] } {
  const asked = filters.filter(([, value]) => value !== undefined);
  const conditions = asked.map(([condition], index) => condition.replace('?', `$${index + 1}`));
  return {
    where: conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '',
    values: asked.map(([, value]) => value),
  };
}

/** The highest page number that may be asked for: rows behind it are not counted. */
const mostPages = 10_000;

export interface PageOf {
  readonly page: number;
  readonly page_size: number;
}

/** Bounds a count by what can be reached in pages, so that it ends in time however many rows there are. */
export const countLimit = ({ page_size }: PageOf): number => page_size * mostPages;
