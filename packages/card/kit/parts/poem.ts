import { all } from './page.js';

/** Parts the lines of `[data-poem] > span` into characters that appear one after the other when the card opens. */
export function partPoem(): void {
  const columns = all('[data-poem] > span').map((column) => ({ column, characters: [...(column.textContent ?? '')] }));
  const total = columns.reduce((sum, { characters }) => sum + characters.length, 0);
  let count = 0;
  for (const { column, characters } of columns) {
    column.replaceChildren(
      ...characters.map((character) => {
        const glyph = document.createElement('i');
        glyph.textContent = character;
        // When its turn comes, 0 to 1: a long poem takes no longer than a short one.
        glyph.style.setProperty('--n', String(count++ / total));
        return glyph;
      }),
    );
  }
}
