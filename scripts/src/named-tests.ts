import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A test that names a row. */
interface NamingTest {
  readonly id: string;
  /** The words of the `describe` around it, where there is one. */
  readonly about: string | undefined;
  readonly name: string;
}

export interface NamedTest extends NamingTest {
  readonly file: string;
}

const ids = String.raw`[A-I]\d{1,2}(?:, ?[A-I]\d{1,2})*`;
/** A text that begins with ids of rows, in whichever quotes, at its place in the line. */
const namedText = new RegExp(String.raw`(['"\x60])(${ids}): ((?:(?!\1)[^\n\\]|\\.){3,300})\1`, 'g');
const describing = /^( *)(?:describe(?:\.\w+)*(?:\(.*\))?|\]\)|\}\))\((['"`])(.+?)\2/;

const withoutIds = (text: string): string => text.replace(new RegExp(`^${ids}: `), '');

/** What stands for a value of a table in a name, and quotes that had to be escaped. */
const readable = (text: string): string => text.replace(/%[a-z]|\$\{?[\w.]+\}?/g, '…').replace(/\\(['"`])/g, '$1');

interface Block {
  readonly indent: number;
  readonly title: string;
}

/** The tests of a file by the ids that their names begin with. The format of the source is what `biome` makes of it. */
export function namedTestsOf(source: string): NamingTest[] {
  const blocks: Block[] = [];
  return source.split('\n').flatMap((line) => {
    const indent = line.length - line.trimStart().length;
    if (line.trim() !== '') while ((blocks.at(-1)?.indent ?? -1) >= indent) blocks.pop();
    const about = blocks.at(-1)?.title;
    const opened = describing.exec(line);
    if (opened?.[3] !== undefined) blocks.push({ indent, title: readable(withoutIds(opened[3])) });
    return [...line.matchAll(namedText)].flatMap(([, , named = '', own = '']) =>
      named.split(/, ?/).map((id) => ({ id, about, name: readable(own) })),
    );
  });
}

/** All tests of the project that name rows, by the ids of the rows. */
export async function testsByRow(root: string): Promise<Map<string, NamedTest[]>> {
  const files = globSync('{packages,services,gateway,clients,scripts,tests}/**/*.spec.ts', {
    cwd: root,
    exclude: (name) => name === 'node_modules' || name === 'dist',
  }).sort();
  const tests = new Map<string, NamedTest[]>();
  for (const file of files) {
    for (const test of namedTestsOf(await readFile(join(root, file), 'utf8'))) {
      tests.set(test.id, [...(tests.get(test.id) ?? []), { ...test, file }]);
    }
  }
  return tests;
}
