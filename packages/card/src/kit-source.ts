import { readFileSync } from 'node:fs';

/** Tests run from `src`, the product from `dist`; the bundles stand in `dist/kit` for both. */
const read = (file: string): string => readFileSync(new URL(`../dist/kit/${file}`, import.meta.url), 'utf8').trim();

let script: string | null = null;
let style: string | null = null;

/** The kit's script, minified; read once. @throws when the browser bundles were not built. */
export const kitScript = (): string => {
  script ??= read('kit.js');
  return script;
};

/** The kit's style sheet, minified; read once. @throws when the browser bundles were not built. */
export const kitStyle = (): string => {
  style ??= read('kit.css');
  return style;
};
