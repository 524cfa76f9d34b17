import type { GateFinding } from '@mojian/contracts/card/gate-report';
import { finding } from './finding.js';
import { withoutSpellingsOf } from './own-words.js';
import type { PageTree } from './page-tree.js';

/** What models write instead of the page. */
const placeholders: readonly RegExp[] = [
  /\{\{[^{}]{0,80}\}\}/,
  /\$\{[A-Z_]{3,}\}(?=[^`]*<)/,
  /(?:\/\/|\/\*|<!--)\s*(?:\.{3}|…)?\s*(?:the )?(?:rest|remainder|remaining) (?:of|code|is|stays|as)/i,
  /(?:\/\/|\/\*|<!--)[^\n]{0,40}(?:(?:same|unchanged) as (?:above|before)|goes here|your code|implement (?:this|here|later)|left as)/i,
  /(?:\/\/|\/\*|<!--)\s*(?:\.{3}|…)\s*(?:\*\/|-->|$)/m,
  /(?:\/\/|\/\*|<!--)[^\n]{0,30}(?:其余|剩余|省略|同上|此处)[^\n]{0,20}(?:代码|部分|内容|逻辑|不变|省略|实现)/,
  /\[(?:your|insert|name|recipient|message)[^\]]{0,40}\]/i,
];

const filler = /lorem\s+ipsum|dolor\s+sit\s+amet|(?:占位|示例)(?:文字|文本)/i;

/** Text shown to a person that a template or a script failed to fill. */
const leftover = /(?:^|[\s>：:，,])(?:undefined|NaN|\[object Object\])(?:$|[\s<，,。.])/;

const squeeze = (text: string): string => text.replace(/\s+/gu, '');

const looksLeftOver = (text: string): boolean =>
  [...placeholders, filler, leftover].some((pattern) => pattern.test(text));

export interface ExpectedWords {
  /** Lines that have to be found. */
  readonly copy: readonly string[];
  /** What people said and a page may print: never taken for something left over. */
  readonly told: readonly string[];
}

/** Refuses placeholders and filler, and a page in which a line of the copy is not found (white space aside). */
export function checkWords(page: PageTree, strings: readonly string[], { copy, told }: ExpectedWords): GateFinding[] {
  const words = squeeze(`${page.text}\n${strings.join('\n')}`);
  const missing = copy.filter((line) => !words.includes(squeeze(line)));
  return [...leftovers(page, told), ...missing.map((line) => finding('COPY_MISSING', line))];
}

function leftovers(page: PageTree, told: readonly string[]): GateFinding[] {
  const findings: GateFinding[] = [];
  const hideTold = withoutSpellingsOf(told.filter(looksLeftOver).flatMap((text) => [text, ...text.split(/\n+/)]));
  const code = hideTold(page.source.replace(/data:[\w/+.-]+;base64,[\w+/=]+/g, 'data:'));
  for (const pattern of placeholders) {
    const match = pattern.exec(code)?.[0];
    if (match !== undefined) findings.push(finding('PLACEHOLDER', match));
  }
  const shown = leftover.exec(hideTold(page.text))?.[0];
  if (shown !== undefined) findings.push(finding('PLACEHOLDER', `shown: ${shown.trim()}`));
  const dummy = filler.exec(code)?.[0];
  if (dummy !== undefined) findings.push(finding('FILLER', dummy));
  return findings;
}
