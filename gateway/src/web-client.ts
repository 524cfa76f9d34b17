import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { RequestHandler } from 'express';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  // The client sets style attributes.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  // The host page of a card; it frames the card itself, from the card's own origin.
  "frame-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** A name with a content hash in it (`main-5KQ3T2XA.js`): another content has another name. */
const hashedName = /[-.][A-Za-z0-9_]{8,}\.[a-z0-9]+$/;

interface ServedFile {
  readonly path: string;
  readonly cacheControl: string;
}

/**
 * The client that runs in a browser, from the folder it was built into. Only files that were there at the start are
 * served, each under its own path, so that no path leads anywhere else; without the folder there is nothing at `/`.
 */
export function webClient(folder: string): RequestHandler {
  const files = new Map(filesOf(folder).map((file) => [addressOf(relative(folder, file)), served(file)]));
  return (request, response, next) => {
    const file = request.method === 'GET' || request.method === 'HEAD' ? files.get(request.path) : undefined;
    if (!file) return next();
    response.setHeader('cache-control', file.cacheControl);
    if (file.path.endsWith('.html')) response.setHeader('content-security-policy', policy);
    response.sendFile(file.path, { cacheControl: false, dotfiles: 'allow' }, next);
  };
}

function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !entry.name.endsWith('.map'))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Pages have no ending in their address: `index.html` is `/`, `reset-password.html` is `/reset-password`. */
const addressOf = (file: string): string => {
  const address = `/${file.split(sep).map(encodeURIComponent).join('/')}`;
  return address.replace(/^\/index\.html$/, '/').replace(/\.html$/, '');
};

const served = (path: string): ServedFile => ({
  path,
  cacheControl: hashedName.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
});
