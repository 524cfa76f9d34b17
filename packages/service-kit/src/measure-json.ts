import { AppError } from '@mojian/contracts/app-error';

/** Deeper than any body of ours; walking 64 levels overflows no stack. */
const deepest = 64;
/** Different names of members, and strings that are none: building one costs far more than the text around it. */
const mostNames = 2000;
const mostStrings = 100_000;

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const backslash = 0x5c;
const openBracket = 0x5b;
const openBrace = 0x7b;
const closeBracket = 0x5d;
const closeBrace = 0x7d;

/**
 * Measures JSON on its bytes, before anything is built of it, in one pass without recursion: too deep or too many
 * entries (members and elements) is BODY_MALFORMED. Returns how many members there are; for bytes that are no JSON the
 * number means nothing.
 */
export function measureJson(bytes: Buffer, mostEntries: number): number {
  const names = createNameCount();
  let [depth, entries, strings, members, start] = [0, 0, 0, 0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) {
      start = at + 1;
      at = endOfString(bytes, start);
      strings += 1;
    } else if (byte === colon) {
      members += 1;
      if (members > strings) throw new AppError('BODY_MALFORMED', 'the body is not JSON');
      if (names.add(bytes, start) > mostNames) throw tooMuch(`more than ${mostNames} names`);
    } else if (byte === comma) entries += 1;
    else if (byte === openBrace || byte === openBracket) {
      depth += 1;
      entries += 1;
      if (depth > deepest) throw tooMuch(`more than ${deepest} levels`);
    } else if (byte === closeBrace || byte === closeBracket) depth -= 1;
    if (entries > mostEntries) throw tooMuch(`more than ${mostEntries} entries`);
    if (strings - members > mostStrings) throw tooMuch(`more than ${mostStrings} strings`);
  }
  return members;
}

/** Where the closing quote is. */
function endOfString(bytes: Buffer, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
  return at;
}

const buckets = 1 << 16;
/** Of a name, which is as much as tells ours apart. */
const hashedBytes = 64;

/** Counts different names by a hash (FNV-1a) of 16 bits: never more than there are. */
function createNameCount() {
  const seen = new Uint8Array(buckets);
  let count = 0;
  return {
    /** The name that begins there; returns how many there are. */
    add: (bytes: Buffer, start: number): number => {
      let hash = 0x811c9dc5;
      for (let at = start; at < start + hashedBytes; at += 1) {
        const byte = bytes[at] ?? quote;
        if (byte === quote) break;
        hash = Math.imul(hash ^ byte, 0x01000193);
      }
      const bucket = (hash ^ (hash >>> 16)) & (buckets - 1);
      count += seen[bucket] === 0 ? 1 : 0;
      seen[bucket] = 1;
      return count;
    },
  };
}

const tooMuch = (what: string): AppError => new AppError('BODY_MALFORMED', `the body has ${what}`);
