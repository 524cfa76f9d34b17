import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createContext, Script } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

interface Literal {
  readonly where: string;
  readonly source: string;
  readonly flags: string;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
const files = globSync(['packages/*/src/**/*.ts', 'services/*/src/**/*.ts', 'gateway/src/**/*.ts'], {
  cwd: root,
}).filter((file) => !/\.(?:spec|fixture)\.ts$/.test(file));

/** All regular expressions that are written down in what runs on a server. */
function literals(): Literal[] {
  return files.flatMap((file) => {
    const found: Literal[] = [];
    const source = ts.createSourceFile(file, readFileSync(`${root}/${file}`, 'utf8'), ts.ScriptTarget.Latest);
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
        const end = node.text.lastIndexOf('/');
        found.push({ where: `${file}:${line + 1}`, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

const length = 100_000;
/** What patterns of ours repeat, and what is written in the pattern itself: one and two of it at a time. */
function piecesFor({ source }: Literal): string[] {
  const written = [...new Set(source.replaceAll(/\\./g, '').replaceAll(/[[\](){}?*+|^$]/g, ''))].slice(0, 8);
  const pairs = written.slice(0, 4).flatMap((one) => written.slice(0, 4).map((other) => one + other));
  const common = [
    'a',
    'A',
    '0',
    ' ',
    '\t',
    '\n',
    '.',
    '-',
    '/',
    '"',
    "'",
    '<',
    '=',
    '墨',
    'a ',
    ' a',
    'a.',
    'a-',
    '0.',
    '\\"',
  ];
  return [...new Set([...common, ...written, ...pairs])];
}

const longTexts = new Map<string, string>();
function longTextOf(piece: string): string {
  const text = longTexts.get(piece) ?? `${piece.repeat(Math.ceil(length / piece.length))}\u0001`;
  longTexts.set(piece, text);
  return text;
}

/** Where a pattern begins to match, goes on for long, and then does not. */
function attacksOn(literal: Literal): string[] {
  const start = /^\^?([^[\](){}?*+|^$.\\]*)/.exec(literal.source)?.[1] ?? '';
  return piecesFor(literal).flatMap((piece) => {
    const text = longTextOf(piece);
    return start === '' ? [text] : [text, start + text];
  });
}

const context = createContext({});
const run = new Script('new RegExp(source, flags).test(text)');
/** The row's 50 ms are of a machine that does nothing else; what grows with the square takes seconds. */
const patienceMs = [300, 2000];

const takesLonger = (literal: Literal, text: string, timeout: number): boolean => {
  Object.assign(context, literal, { text });
  try {
    run.runInContext(context, { timeout });
    return false;
  } catch (error) {
    if (Reflect.get(Object(error), 'code') === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return true;
    throw error;
  }
};
/** Once may be a busy machine. */
const isSlow = (literal: Literal, text: string): boolean =>
  patienceMs.every((timeout) => takesLonger(literal, text, timeout));

describe('the regular expressions of the servers', () => {
  it('C9: take time in proportion to their text', () => {
    const all = [...new Map(literals().map((literal) => [`${literal.source}/${literal.flags}`, literal])).values()];
    expect(all.length).toBeGreaterThan(50);
    const slow = all.filter((literal) => attacksOn(literal).some((text) => isSlow(literal, text)));
    expect(slow.map(({ where, source }) => `${where} /${source}/`)).toEqual([]);
  }, 300_000);

  it('C9: would be told apart from those that do not', () => {
    const of = (source: string): Literal => ({ where: '', source, flags: '' });
    for (const source of ['^(a+)+$', '\\s+$', '(x+x+)+y']) {
      expect([source, attacksOn(of(source)).some((text) => isSlow(of(source), text))]).toEqual([source, true]);
    }
  }, 60_000);
});
