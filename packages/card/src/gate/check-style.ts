import type { GateFinding } from '@mojian/contracts/card/gate-report';
import { CssSyntaxError, type Declaration, parse, type Root, type Rule as StyleRule } from 'postcss';
import { applyEdits, type SourceEdit } from './edit-source.js';
import { finding } from './finding.js';

/** Only data, blob and references inside the document are inside. */
const localUrl = /^\s*(?:data:|blob:|#)/i;
const urlFunction = /(?:url|image-set|src)\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]*))/gi;
const hostLabel = /(?:ai[-_]?label|aigc|\[(?:id|class)\s*[*^$~|]?=\s*["']?[\w-]*label)/i;

/** At and above this, a layer is meant to lie over what the host shows (the largest value is 2147483647). */
const hostileZIndex = 2_147_483_000;

/** Addresses a CSS text would fetch from. */
function remoteUrls(css: string): string[] {
  return [...css.matchAll(urlFunction)]
    .map((match) => match[1] ?? match[2] ?? match[3] ?? '')
    .filter((url) => url.trim() !== '' && !localUrl.test(url));
}

/** Refuses what a style sheet (or, with `inline`, a `style` attribute) of a card may not say. */
export function checkStyle(css: string, inline = false): GateFinding[] {
  let root: Root;
  try {
    root = parse(inline ? `a{${css}}` : css);
  } catch (error) {
    if (!(error instanceof CssSyntaxError)) throw error;
    return [finding(/unclosed/i.test(error.reason) ? 'TRUNCATED' : 'SYNTAX', `style: ${error.reason}`)];
  }
  const findings: GateFinding[] = [];
  root.walkAtRules('import', (rule) => {
    findings.push(finding('EXTERNAL', `@import ${rule.params}`));
  });
  root.walkDecls((declaration) => {
    findings.push(...checkDeclaration(declaration));
  });
  root.walkRules((rule: StyleRule) => {
    if (hostLabel.test(rule.selector)) findings.push(finding('LABEL_TAMPER', `style for ${rule.selector}`));
  });
  return findings;
}

function checkDeclaration({ prop, value }: Declaration): GateFinding[] {
  const found = remoteUrls(value).map((url) => finding('EXTERNAL', `${prop}: ${url}`));
  if (/expression\(|-moz-binding|javascript:/i.test(value)) found.push(finding('EVAL', `${prop}: ${value}`));
  if (prop === 'z-index' && Number(value) >= hostileZIndex) found.push(finding('LABEL_TAMPER', `z-index: ${value}`));
  return found;
}

/** The sheet without `@import` and without web fonts from elsewhere: the page then shows its fallback fonts. */
export function dropRemoteFonts(css: string): { readonly css: string; readonly dropped: number } {
  let root: Root;
  try {
    root = parse(css);
  } catch {
    return { css, dropped: 0 }; // `checkStyle` reports the syntax error.
  }
  const edits: SourceEdit[] = [];
  root.walkAtRules(/^(?:import|font-face)$/, (rule) => {
    const start = rule.source?.start?.offset;
    const end = rule.source?.end?.offset;
    const remote = rule.name === 'import' || remoteUrls(rule.toString()).length > 0;
    if (remote && start !== undefined && end !== undefined) edits.push({ start, end, text: '' });
  });
  return { css: applyEdits(css, edits), dropped: edits.length };
}
