import type { AnyNode, DoWhileStatement, ForStatement, LabeledStatement, Node, WhileStatement } from 'acorn';
import { full } from 'acorn-walk';
import { type PageScript, parseScript } from './check-script.js';
import { applyEdits, type SourceEdit } from './edit-source.js';

type Loop = WhileStatement | DoWhileStatement | ForStatement;

/** Global of `first-script.ts`: `loopGuard()` begins a loop, `loopGuard.stop(state)` says whether it has to end. */
export const guardName = 'loopGuard';

const isLoop = (node: Node): node is Loop =>
  node.type === 'WhileStatement' || node.type === 'DoWhileStatement' || node.type === 'ForStatement';

/** A loop that waits inside gives way to the page by itself, and may well last for ever. */
function waits(loop: Loop): boolean {
  let found = false;
  full(loop, (node) => {
    found ||= node.type === 'AwaitExpression' || node.type === 'YieldExpression';
  });
  return found;
}

/**
 * The same script, in which every synchronous `while`, `do` and `for(;;)` loop ends after about two seconds: an endless
 * loop would freeze the host page in WebKit. Labels keep their meaning, as the guard stands outside them.
 */
export function guardLoops(script: PageScript): string {
  const loops: Loop[] = [];
  const labels = new Map<Node, LabeledStatement>();
  full(parseScript(script), (node: AnyNode) => {
    if (isLoop(node) && !waits(node)) loops.push(node);
    if (node.type === 'LabeledStatement') labels.set(node.body, node);
  });
  loops.sort((a, b) => a.start - b.start || b.end - a.end);
  const opens: SourceEdit[] = [];
  const closes: SourceEdit[] = [];
  for (const [index, loop] of loops.entries()) {
    const state = `${guardName}${index}`;
    const whole = outermost(loop, labels);
    const stop = `if(${guardName}.stop(${state}))break;`;
    const block = loop.body.type === 'BlockStatement';
    opens.push(insert(whole.start, `{const ${state}=${guardName}();`));
    opens.push(insert(loop.body.start + (block ? 1 : 0), block ? stop : `{${stop}`));
    closes.unshift(insert(whole.end, '}'));
    if (!block) closes.unshift(insert(loop.body.end, '}'));
  }
  return applyEdits(script.text, [...closes, ...opens]);
}

const insert = (at: number, text: string): SourceEdit => ({ start: at, end: at, text });

const outermost = (loop: Node, labels: ReadonlyMap<Node, LabeledStatement>): Node => {
  let node = loop;
  for (let label = labels.get(node); label !== undefined; label = labels.get(node)) node = label;
  return node;
};
