const REPLACEMENTS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup that was put together here: the only thing that `html` does not escape. */
export class Markup {
  constructor(readonly source: string) {}
}

type Part = string | number | null | false | Markup | readonly Part[];

const render = (part: Part): string => {
  if (part instanceof Markup) return part.source;
  if (part === null || part === false) return '';
  if (typeof part === 'object') return part.map(render).join('');
  return String(part).replace(/[&<>"']/g, (sign) => REPLACEMENTS[sign] ?? '');
};

/** A piece of a page; everything put into it is escaped, unless it is such a piece itself. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(String.raw({ raw: strings }, ...parts.map(render)));
