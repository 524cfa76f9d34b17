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

/** Features of the browser that a card has no use for; the ones that today's browsers know by these names. */
const DENIED = [
  'accelerometer',
  'autoplay',
  'bluetooth',
  'camera',
  'clipboard-read',
  'clipboard-write',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'keyboard-map',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'otp-credentials',
  'payment',
  'picture-in-picture',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'sync-xhr',
  'usb',
  'web-share',
  'window-management',
  'xr-spatial-tracking',
];

/**
 * Of the card itself, on its own origin. Each line closes channels that the others leave open: the policy all loading,
 * `sandbox` its origin and forms, `Connection-Allowlist` what a policy does not reach (preconnect, WebRTC).
 */
export const cardDocumentHeaders = (hostOrigin: string): Record<string, string> => ({
  ...everywhere,
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'unsafe-inline'",
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    'font-src data:',
    'media-src data: blob:',
    "connect-src 'none'",
    "worker-src 'none'",
    "frame-src 'none'",
    "object-src 'none'",
    "manifest-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    `frame-ancestors ${hostOrigin}`,
    'sandbox allow-scripts',
  ].join('; '),
  'connection-allowlist': '(response-origin)',
  'permissions-policy': DENIED.map((feature) => `${feature}=()`).join(', '),
  'cross-origin-resource-policy': 'cross-origin',
});

/** Of what is saved or shown beside the card: gone at once when the link is taken back. */
export const attachedFileHeaders = (type: string): Record<string, string> => ({
  ...everywhere,
  'content-type': type,
  'cache-control': 'no-cache',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'cross-origin',
});
