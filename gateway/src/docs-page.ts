import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { toOpenApi } from '@mojian/contracts/openapi';
import type { RouteSpec } from '@mojian/contracts/route';
import { type RequestHandler, Router } from 'express';

export interface DocsPageOptions {
  readonly routes: readonly RouteSpec[];
  readonly version: string;
  /** Prefix that clients put in front of every path. */
  readonly basePath: string;
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  // Swagger UI writes style attributes.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const files = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'] as const;

/** Where the reader is now, so that the page works below any prefix. */
const start = `window.addEventListener('load', () => {
  window.ui = SwaggerUIBundle({ url: 'docs/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null });
});
`;

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Mojian 墨笺 API</title>
<link rel="stylesheet" href="docs/swagger-ui.css"><link rel="icon" href="docs/favicon-32x32.png"></head>
<body><div id="swagger-ui"></div><script src="docs/swagger-ui-bundle.js"></script><script src="docs/start.js"></script></body>
</html>
`;

/** `/docs`: Swagger UI from our own address, and the API document that it shows. */
export function docsPage({ routes, version, basePath }: DocsPageOptions): Router {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const document = { ...toOpenApi(routes, version), servers: [{ url: basePath === '' ? '/' : basePath }] };
  const router = Router({ strict: true, caseSensitive: true });
  const guard: RequestHandler = (_request, response, next) => {
    response.setHeader('content-security-policy', policy);
    response.setHeader('cache-control', 'no-cache');
    next();
  };
  router.get('/docs', guard, (_request, response) => void response.type('html').send(page));
  router.get('/docs/start.js', guard, (_request, response) => void response.type('js').send(start));
  router.get('/docs/openapi.json', guard, (_request, response) => void response.json(document));
  for (const file of files) {
    router.get(`/docs/${file}`, guard, (_request, response, next) => {
      response.sendFile(file, { root: folder, cacheControl: false }, next);
    });
  }
  return router;
}
