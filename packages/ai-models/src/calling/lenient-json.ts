/** JSON as people and models write it; see `readLenientJson`. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Where a text stops being JSON. */
export class JsonMistake extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(`${message} at character ${at}`);
    this.name = 'JsonMistake';
  }
}

/** Deeper than any answer that is asked for; it bounds the recursion. */
const deepest = 64;

const spaces = /\s+/y;
/** One that does not end goes to the end of the text, so that its end is looked for once. */
const comment = /\/\/[^\n]*|\/\*(?:[\s\S]*?\*\/|[\s\S]*)/y;
const number = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const bareWord = /[A-Za-z_$][\w$]*/y;
/** What may follow a string in JSON: a quote that is followed by something else belongs to the words. */
const afterString = /\s*(?:[,:}\]]|\/[/*]|$)/y;
/** A string in typographic quotes may stand between typographic marks, too. */
const afterTypographic = /\s*(?:[,:}\]\uff0c\uff1a]|\/[/*]|$)/y;
const plainText = /[^\\"'\u201c\u201d]+/y;

/** What ends a string, by what began it. */
const endings = new Map([
  ['"', { closers: '"', after: afterString }],
  ["'", { closers: "'", after: afterString }],
  ['\u201c', { closers: '\u201c\u201d', after: afterTypographic }],
  ['\u201d', { closers: '\u201c\u201d', after: afterTypographic }],
]);
const literals: Readonly<Record<string, JsonValue>> = {
  true: true,
  false: false,
  null: null,
  True: true,
  False: false,
  None: null,
};
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/**
 * Reads the value that begins at `from`, and tells where it ends. What JSON is it reads as JSON; besides: comments,
 * trailing commas, single and typographic quotes around strings, quotes within a string that nobody escaped, line breaks
 * in strings, names without quotes, Python's literals, full-width commas and colons. A name `__proto__` is left out;
 * strings come without U+0000 and lone surrogates, which stores refuse. Takes time in proportion to what it reads.
 * @throws JsonMistake
 */
export function readLenientJson(text: string, from: number): { readonly value: JsonValue; readonly end: number } {
  const reader = new LenientReader(text, from);
  const value = reader.readValue(0);
  return { value, end: reader.at };
}

class LenientReader {
  constructor(
    private readonly text: string,
    public at: number,
  ) {}

  readValue(depth: number): JsonValue {
    if (depth > deepest) throw this.mistake('too deep');
    const first = this.peek();
    if (first === '{') return this.readObject(depth);
    if (first === '[') return this.readArray(depth);
    if (endings.has(first)) return this.readString(first);
    return this.readScalar();
  }

  private readObject(depth: number): JsonValue {
    const entries: [string, JsonValue][] = [];
    this.readItems('}', () => {
      const name = this.readName();
      if (!this.skipMark(':', '\uff1a')) throw this.mistake('a colon is missing');
      const value = this.readValue(depth + 1);
      // Whoever copies the object later must not change its prototype.
      if (name !== '__proto__') entries.push([name, value]);
    });
    return Object.fromEntries(entries);
  }

  private readArray(depth: number): JsonValue {
    const items: JsonValue[] = [];
    this.readItems(']', () => items.push(this.readValue(depth + 1)));
    return items;
  }

  /** From the opening bracket to behind the closing one. */
  private readItems(closer: string, readItem: () => void): void {
    this.at += 1;
    while (this.peek() !== closer) {
      readItem();
      if (!this.skipMark(',', '\uff0c') && this.peek() !== closer) throw this.mistake('a comma is missing');
    }
    this.at += 1;
  }

  private readName(): string {
    const first = this.peek();
    if (endings.has(first)) return this.readString(first);
    const name = this.match(bareWord);
    if (name === undefined) throw this.mistake('a name is missing');
    return name;
  }

  private readScalar(): JsonValue {
    const word = this.match(bareWord);
    if (word !== undefined && Object.hasOwn(literals, word)) return literals[word] ?? null;
    const digits = word === undefined ? this.match(number) : undefined;
    const value = Number(digits);
    if (digits === undefined || !Number.isFinite(value)) throw this.mistake('a value is missing');
    return value;
  }

  private readString(opener: string): string {
    const { closers, after } = endings.get(opener) ?? { closers: opener, after: afterString };
    let value = '';
    this.at += 1;
    for (;;) {
      value += this.match(plainText) ?? '';
      const mark = this.text.charAt(this.at);
      if (mark === '') throw this.mistake('a string does not end');
      this.at += 1;
      if (mark === '\\') value += this.readEscape();
      else if (closers.includes(mark) && this.test(after)) break;
      else value += mark;
    }
    return value.replaceAll('\0', '').toWellFormed();
  }

  private readEscape(): string {
    const mark = this.text.charAt(this.at);
    const digits = mark === 'u' ? this.text.slice(this.at + 1, this.at + 5) : '';
    if (/^[0-9a-fA-F]{4}$/.test(digits)) {
      this.at += 5;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    this.at += 1;
    return escapes[mark] ?? mark;
  }

  /** The next character that is neither space nor comment. */
  private peek(): string {
    do this.match(spaces);
    while (this.match(comment) !== undefined);
    const next = this.text.charAt(this.at);
    if (next === '') throw this.mistake('the text ends too early');
    return next;
  }

  private skipMark(...marks: readonly string[]): boolean {
    const found = marks.includes(this.peek());
    if (found) this.at += 1;
    return found;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private test(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.text);
  }

  private mistake(message: string): JsonMistake {
    return new JsonMistake(message, this.at);
  }
}
