import type { HelpPage } from '@mojian/contracts/help-page';
import { element } from './element.js';

/** Writes the page of help into its place in index.html; its texts and numbers come from the API. */
export function fillHelp({ title, lines, contacts, closing }: HelpPage): void {
  element('help-title', HTMLHeadingElement).textContent = title;
  element('help-lines', HTMLDivElement).replaceChildren(...lines.map(paragraph));
  element('help-contacts', HTMLUListElement).replaceChildren(
    ...contacts.map(({ name, number }) => {
      const call = Object.assign(document.createElement('a'), { href: `tel:${number}` });
      call.append(name, Object.assign(document.createElement('strong'), { textContent: number }));
      const item = document.createElement('li');
      item.append(call);
      return item;
    }),
  );
  element('help-closing', HTMLParagraphElement).textContent = closing;
}

function paragraph(text: string): HTMLParagraphElement {
  return Object.assign(document.createElement('p'), { textContent: text });
}
