import { AppError } from '@mojian/contracts/app-error';
import type { Language } from '@mojian/contracts/dialect';

export interface CapsuleContent {
  /** The card's document, as it is served. */
  readonly page: string;
  readonly title: string;
  readonly language: Language;
  readonly label: string;
}

/** The policy goes into the file, for no server sends any with it. */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; media-src data: blob:; frame-src 'none'; base-uri 'none'; form-action 'none'";
const STYLE =
  'html,body{height:100%;margin:0}body{display:flex;flex-direction:column;background:#f4efe6}' +
  'p{margin:0;padding:6px 12px;font:14px/20px sans-serif;color:#5b5346;text-align:center}' +
  'iframe{flex:1;width:100%;border:0}';

/**
 * The card as one file that opens without a network: the card in a sandboxed frame, and around it, out of its reach,
 * the visible label and the machine-readable one that the card's own document carries.
 */
export function buildCapsule({ page, title, language, label }: CapsuleContent): string {
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    labelOf(page),
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeMarkup(title)}</title><style>${STYLE}</style></head><body>`,
    `<p>${escapeMarkup(label)}</p>`,
    `<iframe sandbox="allow-scripts" allow="" referrerpolicy="no-referrer" title="${escapeMarkup(title)}" srcdoc="${escapeMarkup(page)}"></iframe>`,
    '</body></html>',
  ].join('');
}

function labelOf(page: string): string {
  const meta = /<meta name="AIGC" content='\{"AIGC":\{[A-Za-z0-9._:/+=@",{}-]{1,2000}\}\}'>/.exec(page)?.[0];
  if (!meta) throw new AppError('INTERNAL', 'the document of a card carries no AIGC label');
  return meta;
}

const escapeMarkup = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
