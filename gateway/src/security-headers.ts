import type { RequestHandler } from 'express';
import { exchangeOf } from './exchange.js';

/**
 * Headers of every answer, set before anything else; a service's own value of one replaces it. Cards are framed by
 * another origin, so on their listener only they say who may.
 */
export function securityHeaders({ listener, https }: { listener: 'app' | 'card'; https: boolean }): RequestHandler {
  return (_request, response, next) => {
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('referrer-policy', listener === 'card' ? 'no-referrer' : 'strict-origin-when-cross-origin');
    if (https) response.setHeader('strict-transport-security', 'max-age=31536000');
    if (listener === 'app') {
      response.setHeader('x-frame-options', 'SAMEORIGIN');
      response.setHeader('cross-origin-opener-policy', 'same-origin');
    }
    if (exchangeOf(response).dialectOfPath !== 'page') {
      response.setHeader('cache-control', 'no-store');
      response.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    }
    next();
  };
}
