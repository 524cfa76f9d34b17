const entityNames: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };

/** White space, as it is spelled in markup and in a script's string. */
const space = String.raw`(?:\s|\\[nrt]|&nbsp;|<br\s*/?>)*`;

/** Every way in which markup or a script's string may spell one character, as a pattern. */
function spellings(character: string): string {
  if (!/[!-/:-@[-`{-~]/.test(character)) return character;
  const code = character.charCodeAt(0);
  const hex = code.toString(16).padStart(2, '0');
  const name = entityNames[character];
  const entities = `&#0*${code};|&#x0*${hex};${name === undefined ? '' : `|&${name};`}`;
  return `(?:\\\\?\\${character}|${entities}|\\\\u00${hex}|\\\\x${hex})`;
}

/** One pattern for a run of backslashes: one for each could divide a long run in more ways than there is time for. */
const wordPattern = (word: string): string =>
  word.replace(/(\\+)|[^\\]/gu, (part, run?: string) =>
    run === undefined ? spellings(part) : String.raw`(?:\\|&#0*92;|&#x0*5c;)+`,
  );

const patternOf = (text: string): string => text.trim().split(/\s+/).map(wordPattern).join(space);

/**
 * Puts U+FFFC in the place of each of these texts, however a page's source may spell it: with character references,
 * escapes or other white space.
 */
export function withoutSpellingsOf(texts: readonly string[]): (source: string) => string {
  const longestFirst = texts.filter((text) => text.trim() !== '').sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return (source) => source;
  const pattern = new RegExp(longestFirst.map(patternOf).join('|'), 'gi');
  return (source) => source.replace(pattern, '\uFFFC');
}
