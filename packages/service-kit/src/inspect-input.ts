import type { Suspicion } from '@mojian/contracts/audit';

/** Enough of a text to tell an attack by; the rest of a long one is not looked at. */
const inspectedCharacters = 10_000;
/** Of one request, those nearest to its top first: texts, and values of any kind (a drawing has many numbers). */
const inspectedTexts = 1000;
const inspectedValues = 20_000;

/** Every pattern repeats within fixed bounds only, so that each takes time in proportion to the text. */
const signs: readonly { readonly kind: Suspicion; readonly patterns: readonly RegExp[] }[] = [
  {
    kind: 'script',
    patterns: [
      /<\s{0,8}(?:script|iframe|object|embed)\b/i,
      /\b(?:java|vb)script\s{0,8}:/i,
      /\bdata\s{0,8}:\s{0,8}text\/html/i,
      /<[a-z][^<>]{0,200}[\s/"']on[a-z]{3,20}\s{0,8}=/i,
      /["'`/][^<>]{0,60}\bon(?:error|load|click|focus|blur|toggle|begin|mouse[a-z]{1,9}|pointer[a-z]{1,9}|key[a-z]{1,5}|animation[a-z]{1,9})\s{0,8}=/i,
    ],
  },
  {
    kind: 'sql',
    patterns: [
      /\bunion\s{1,8}(?:all\s{1,8})?select\b/i,
      /['"`)]\s{0,8}(?:or|and)\s{1,8}['"(]{0,2}\w{1,20}['"]?\s{0,8}(?:=|<|>|like\b|is\b)/i,
      /['"`)]\s{0,8};?\s{0,8}(?:--|#|\/\*)/,
      /;\s{0,8}(?:drop|alter|truncate)\s{1,8}(?:table|database|schema|view|user)\b/i,
      /;\s{0,8}(?:insert\s{1,8}into|delete\s{1,8}from|update\s{1,8}\w{1,60}\s{1,8}set)\b/i,
      /\b(?:pg_sleep|sleep|benchmark|extractvalue|updatexml|load_file)\s{0,8}\(\s{0,8}[\d'"]/i,
      /\bwaitfor\s{1,8}delay\b/i,
    ],
  },
  { kind: 'path_traversal', patterns: [/\.\.[\\/]/, /(?:\.|%2e){2}(?:%2f|%5c)/i, /%2e%2e[\\/]/i] },
  { kind: 'template', patterns: [/\$\{[^{}]{1,100}\}/, /\{\{[^{}]{1,100}\}\}/, /<%[=\s]/, /#\{[^{}]{1,100}\}/] },
  { kind: 'jndi', patterns: [/\$\{\s{0,8}(?:jndi|lower|upper|env|::-)/i] },
];

/** Names that a query language of a database would read as an operator: `$ne`, `id[$gt]`. */
const operatorName = /(?:^|\[)\$[a-z]{2,12}\]?$/i;

/**
 * What kinds of attack the texts of a request look like, in the order of the table; empty for nearly all. People may
 * write anything, a poem about `<script>` included, so nothing is refused for it: it is only told.
 */
export function inspectInput(...parts: readonly unknown[]): readonly Suspicion[] {
  const found = new Set<Suspicion>();
  const waiting: unknown[] = [...parts];
  let texts = 0;
  for (let at = 0; at < Math.min(waiting.length, inspectedValues); at += 1) {
    const value = waiting[at];
    if (typeof value === 'string' && texts < inspectedTexts) {
      texts += 1;
      for (const kind of suspicionsOf(value.slice(0, inspectedCharacters))) found.add(kind);
    } else if (typeof value === 'object' && value !== null) {
      if (Object.keys(value).some((name) => operatorName.test(name))) found.add('sql');
      for (const inner of Object.values(value)) waiting.push(inner);
    }
  }
  return signs.flatMap(({ kind }) => (found.has(kind) ? [kind] : []));
}

const suspicionsOf = (text: string): Suspicion[] =>
  signs.flatMap(({ kind, patterns }) => (patterns.some((pattern) => pattern.test(text)) ? [kind] : []));
