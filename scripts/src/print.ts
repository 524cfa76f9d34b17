/** Prints one line for people. */
export const say = (line = ''): void => {
  process.stdout.write(`${line}\n`);
};

/** Seconds since `begin` (of `performance.now()`), as people read them. */
export const secondsSince = (begin: number): string => `${((performance.now() - begin) / 1000).toFixed(1)} s`;

const COLUMNS = [8, 22, 24] as const;

/** A line of columns: what became of it, what it is, where, how long it took. */
export const columns = (...cells: readonly string[]): string =>
  cells
    .map((cell, index) => cell.padEnd(COLUMNS[index] ?? 0))
    .join(' ')
    .trimEnd();
