import type { GateFinding } from '@mojian/contracts/card/gate-report';
import {
  type AnyNode,
  type CallExpression,
  type MemberExpression,
  type NewExpression,
  type Node,
  type Program,
  parse,
} from 'acorn';
import { ancestor } from 'acorn-walk';
import { finding, type Rule } from './finding.js';
import {
  forbiddenElements,
  forbiddenGlobals,
  forbiddenMembers,
  forbiddenOfDocument,
  globalObjects,
} from './forbidden-names.js';
import { declaredNames } from './script-names.js';

/** A piece of JavaScript of the page and the way it is written there. */
export interface PageScript {
  readonly text: string;
  readonly kind: 'script' | 'module' | 'handler';
}

interface CheckedScript {
  readonly findings: readonly GateFinding[];
  /** All string literals, for the search after the user's words. */
  readonly strings: readonly string[];
}

/** Parses one script as the browser would. @throws SyntaxError of acorn. */
export const parseScript = ({ text, kind }: PageScript): Program =>
  parse(text, {
    ecmaVersion: 'latest',
    sourceType: kind === 'module' ? 'module' : 'script',
    allowReturnOutsideFunction: kind === 'handler',
  });

const remoteUrl = /^\s*(?:(?:https?|wss?|ftp):)?\/\/[\w[]/i;
const codeUrl = /^\s*(?:javascript|vbscript):/i;
const namespaceUrl = /^https?:\/\/www\.w3\.org\//;
const markup = /<\s*(iframe|frame|object|embed|applet|form|base|link|script|meta)\b/i;
const cutOff = /unexpected (?:token \(\d+:\d+\)$|end)|unterminated/i;

class ScriptCheck {
  readonly findings: GateFinding[] = [];
  readonly strings: string[] = [];

  constructor(private readonly own: ReadonlySet<string>) {}

  identifier(name: string, ancestors: readonly Node[]): void {
    const rule = this.own.has(name) ? undefined : forbiddenGlobals.get(name);
    if (rule !== undefined) this.#refuse(rule, name);
    if (name === 'parent' && !this.own.has(name) && !isPostMessage(ancestors.at(-2))) this.#refuse('NAVIGATION', name);
  }

  member(node: MemberExpression, ancestors: readonly Node[]): void {
    const name = propertyName(node);
    if (name === null) return;
    const object = node.object.type === 'Identifier' ? node.object.name : null;
    const rule = forbiddenMembers.get(name) ?? this.#memberOf(object, name, ancestors);
    if (rule !== undefined) this.#refuse(rule, object === null ? `….${name}` : `${object}.${name}`);
    if (name === 'constructor' && isMember(node.object, 'constructor')) this.#refuse('EVAL', 'constructor.constructor');
  }

  #memberOf(object: string | null, name: string, ancestors: readonly Node[]): Rule | undefined {
    if (object === 'document') return forbiddenOfDocument.get(name);
    if (object === null || !globalObjects.has(object)) return undefined;
    if (name === 'parent') return isPostMessage(ancestors.at(-2)) ? undefined : 'NAVIGATION';
    return forbiddenGlobals.get(name);
  }

  call(node: CallExpression | NewExpression): void {
    const [first] = node.arguments;
    const literal = first?.type === 'Literal' && typeof first.value === 'string' ? first.value : null;
    const name = calleeName(node);
    if (literal === null) return;
    if (name === 'setTimeout' || name === 'setInterval') this.#refuse('EVAL', `${name} with a string`);
    if (name === 'createElement' || name === 'createElementNS') {
      const rule = forbiddenElements.get(literal.toLowerCase());
      if (rule !== undefined) this.#refuse(rule, `createElement('${literal}')`);
    }
  }

  string(text: string): void {
    this.strings.push(text);
    if (remoteUrl.test(text) && !namespaceUrl.test(text)) this.#refuse('EXTERNAL', text);
    if (codeUrl.test(text)) this.#refuse('EVAL', text);
    const tag = markup.exec(text)?.[1];
    if (tag !== undefined) this.#refuse(forbiddenElements.get(tag.toLowerCase()) ?? 'EXTERNAL', `markup with <${tag}>`);
  }

  dynamicImport(): void {
    this.#refuse('EXFIL', 'import');
  }

  #refuse(rule: Rule, what: string): void {
    this.findings.push(finding(rule, `script uses ${what}`));
  }
}

const propertyName = ({ property, computed }: MemberExpression): string | null => {
  if (!computed && property.type === 'Identifier') return property.name;
  return computed && property.type === 'Literal' && typeof property.value === 'string' ? property.value : null;
};

const isMember = (node: Node, name: string): boolean => isType(node, 'MemberExpression') && propertyName(node) === name;

/** `parent.postMessage(…)` is how a card tells its host that it is ready. */
const isPostMessage = (node: Node | undefined): boolean => node !== undefined && isMember(node, 'postMessage');

const isType = <T extends AnyNode['type']>(node: Node, type: T): node is Extract<AnyNode, { type: T }> =>
  node.type === type;

const calleeName = ({ callee }: CallExpression | NewExpression): string | null => {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' ? propertyName(callee) : null;
};

/** Refuses what a script of a card may not name, and one that does not parse. `own` names are the page's, not the browser's. */
export function checkScript(script: PageScript): CheckedScript {
  let program: Program;
  try {
    program = parseScript(script);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const atEnd = error instanceof SyntaxError && 'pos' in error && error.pos === script.text.length;
    return {
      findings: [finding(atEnd || cutOff.test(reason) ? 'TRUNCATED' : 'SYNTAX', `script: ${reason}`)],
      strings: [],
    };
  }
  const check = new ScriptCheck(declaredNames(program));
  ancestor(program, {
    Identifier: ({ name }, _state, ancestors) => check.identifier(name, ancestors),
    MemberExpression: (node, _state, ancestors) => check.member(node, ancestors),
    CallExpression: (node) => check.call(node),
    NewExpression: (node) => check.call(node),
    ImportExpression: () => check.dynamicImport(),
    ImportDeclaration: () => check.dynamicImport(),
    Literal: ({ value }) => (typeof value === 'string' ? check.string(value) : undefined),
    TemplateElement: ({ value }) => check.string(value.cooked ?? value.raw),
  });
  return check;
}
