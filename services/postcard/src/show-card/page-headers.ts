import { cardHeaders } from '@mojian/card/gate/card-policy';
import type { Site } from '../domain/site.js';

const everywhere = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-dns-prefetch-control': 'off',
} as const;

/**
 * Of the host page. Only its `frame-src` keeps a frame from navigating itself away with data, so it names the one
 * document that may be framed.
 */
export const hostPageHeaders = (site: Site, cardId: string): Record<string, string> => ({
  ...everywhere,
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-cache',
  'content-security-policy': [
    "default-src 'none'",
    `frame-src ${site.cardOrigin}${site.path(`/c/${cardId}`)}`,
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "connect-src 'self'",
    "frame-ancestors 'self'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; '),
});

/** Of a page that only says something. */
export const messagePageHeaders = {
  ...everywhere,
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'",
} as const;

/** Of the card itself, on its own origin: what the gate checked it under, and never kept. */
export const cardDocumentHeaders = (hostOrigin: string): Record<string, string> => ({
  ...everywhere,
  ...cardHeaders(hostOrigin),
  'cache-control': 'no-store',
});

/** Of what is saved or shown beside the card: gone at once when the link is taken back. */
export const attachedFileHeaders = (type: string): Record<string, string> => ({
  ...everywhere,
  'content-type': type,
  'cache-control': 'no-cache',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'cross-origin',
});
