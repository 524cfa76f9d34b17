import { AppError } from '@mojian/contracts/app-error';
import { PageDesign } from '@mojian/contracts/card/page-design';
import { type DefaultTreeAdapterTypes, parseFragment, serialize } from 'parse5';

/** What every page has already, once; a design that brings another would take its place. */
const ours = ['data-picture', 'data-poem', 'data-card', 'data-face', 'data-turn'];

type Parent = DefaultTreeAdapterTypes.ParentNode;
type Element = DefaultTreeAdapterTypes.Element;

const isElement = (node: DefaultTreeAdapterTypes.Node): node is Element => 'tagName' in node;
const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((one) => one.name === name)?.value;

function elementsOf(parent: Parent): Element[] {
  return parent.childNodes.flatMap((node) => {
    if (!isElement(node)) return [];
    const inside = 'content' in node ? elementsOf(node.content) : [];
    return [node, ...inside, ...elementsOf(node)];
  });
}

const isTemplate = (element: Element): element is DefaultTreeAdapterTypes.Template => 'content' in element;

const textOf = (element: Element): string =>
  element.childNodes.map((node) => ('value' in node ? node.value : '')).join('');

const invalid = (why: string, cause?: unknown): AppError => new AppError('MODEL_REPLY_INVALID', why, { cause });

/**
 * Reads a page design from a model's reply: `<style>`, `<template id="cover">`, `<template id="front">`, `<script>` and
 * `<script type="application/json">` with the interactions, in any order and with prose around. Markup comes out
 * balanced, whatever went in, so that it cannot close what it stands in. Whether it may be shown, the gate decides.
 * @throws AppError `MODEL_REPLY_INVALID` with a sentence for the model.
 */
export function readDesign(reply: string): PageDesign {
  const root = parseFragment(reply.replace(/<think>[\s\S]*?<\/think>/g, ''));
  const elements = elementsOf(root);
  const named = (id: string): Element | undefined =>
    elements.find((element) => isTemplate(element) && attribute(element, 'id') === id);
  const inside = (element: Element | undefined): string =>
    element && isTemplate(element) ? serialize(element.content) : '';
  const scripts = elements.filter(({ tagName }) => tagName === 'script');
  const contract = scripts.find((element) => attribute(element, 'type') === 'application/json');
  const script = scripts.find((element) => element !== contract && attribute(element, 'src') === undefined);
  const style = elements.filter(({ tagName }) => tagName === 'style');
  const cover = named('cover');
  if (!contract) throw invalid('there is no <script type="application/json"> with the interactions');
  if (!cover) throw invalid('there is no <template id="cover">');
  checkOwn([cover, named('front')].filter((one) => one !== undefined));
  const parsed = PageDesign.safeParse({
    style: style.map(textOf).join('\n'),
    cover: inside(cover),
    front: inside(named('front')),
    script: script ? textOf(script) : '',
    interactions: jsonOf(textOf(contract)),
  });
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw invalid(wrong.slice(0, 8).join('; '), parsed.error);
}

function checkOwn(templates: readonly Element[]): void {
  const [cover, ...others] = templates.map((one) => (isTemplate(one) ? elementsOf(one.content) : []));
  const covers = cover?.filter((element) => attribute(element, 'data-cover') !== undefined) ?? [];
  if (covers.length !== 1) throw invalid(`the cover has ${covers.length} elements with data-cover instead of one`);
  for (const element of [cover, ...others].flatMap((list) => list ?? [])) {
    const taken = ours.find((name) => attribute(element, name) !== undefined);
    if (taken) throw invalid(`${taken} is in every page already and stands in no design`);
    if (element.tagName === 'script' || element.tagName === 'style')
      throw invalid(`<${element.tagName}> stands beside the templates, not in them`);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid('the interactions are not JSON', error);
  }
}
