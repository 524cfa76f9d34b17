import type { GateFinding } from '@mojian/contracts/card/gate-report';
import { checkStyle } from './check-style.js';
import { finding, type Rule } from './finding.js';
import { forbiddenElements } from './forbidden-names.js';
import { attributeOf, type PageElement, type PageTree } from './page-tree.js';

const urlAttributes = ['src', 'href', 'xlink:href', 'poster', 'srcset', 'data', 'background', 'ping', 'imagesrcset'];
const submitAttributes = ['action', 'formaction', 'ping', 'manifest'];
const refusedInputs = new Set(['password', 'file', 'email', 'tel', 'submit', 'image']);
const localUrl = /^\s*(?:data:(?:image|font|audio|video|application\/(?:font|x-font))|blob:|#|$)/i;
const qrMark = /\bqr(?:[-_ ]?code)?\b|二维码/i;

/** parse5's errors of a text that stops inside something. */
const unfinished = /^eof-(?:in|before)/;

/** Refuses elements and attributes that fetch, frame, submit, lead away or pretend. */
export function checkMarkup(page: PageTree): GateFinding[] {
  const findings = page.elements.flatMap((element) => checkElement(element));
  const cut = page.errors.find((code) => unfinished.test(code));
  if (cut !== undefined) findings.push(finding('TRUNCATED', cut));
  else if (!/<\/(?:html|body)\s*>/i.test(page.source)) findings.push(finding('TRUNCATED', 'no end of the document'));
  return findings;
}

function checkElement(element: PageElement): GateFinding[] {
  const found: GateFinding[] = [];
  const refuse = (rule: Rule, detail: string): number => found.push(finding(rule, detail));
  const name = element.tagName;
  const rule = forbiddenElements.get(name);
  if (rule !== undefined) refuse(rule, `<${name}>`);
  if (name === 'script' && attributeOf(element, 'src') !== undefined) refuse('EXTERNAL', '<script src>');
  if (name === 'meta' && attributeOf(element, 'http-equiv')?.toLowerCase() === 'refresh')
    refuse('NAVIGATION', 'refresh');
  if (name === 'input' && refusedInputs.has(attributeOf(element, 'type')?.toLowerCase() ?? '')) {
    refuse('INJECTION', `<input type=${attributeOf(element, 'type')}>`);
  }
  if (isAutoplaying(element)) refuse('AUDIO_AUTO', `<${name} autoplay>`);
  if (isQrCode(element)) refuse('INJECTION', 'a QR code');
  for (const attribute of submitAttributes) {
    if (attributeOf(element, attribute) !== undefined) refuse('NAVIGATION', `<${name} ${attribute}>`);
  }
  found.push(...checkUrls(element), ...checkStyle(attributeOf(element, 'style') ?? '', true));
  return found;
}

function checkUrls(element: PageElement): GateFinding[] {
  return urlAttributes.flatMap((attribute) => {
    const value = attributeOf(element, attribute);
    if (value === undefined || localUrl.test(value)) return [];
    if (element.tagName === 'script') return [];
    const leads = element.tagName === 'a' || element.tagName === 'area';
    return [finding(leads ? 'NAVIGATION' : 'EXTERNAL', `<${element.tagName} ${attribute}="${value.slice(0, 120)}">`)];
  });
}

const isAutoplaying = (element: PageElement): boolean =>
  (element.tagName === 'audio' || element.tagName === 'video') &&
  attributeOf(element, 'autoplay') !== undefined &&
  (element.tagName === 'audio' || attributeOf(element, 'muted') === undefined);

const isQrCode = (element: PageElement): boolean =>
  ['svg', 'img', 'canvas', 'div', 'table'].includes(element.tagName) &&
  ['aria-label', 'alt', 'id', 'class', 'title'].some((name) => qrMark.test(attributeOf(element, name) ?? ''));
