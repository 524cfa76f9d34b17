import { z } from 'zod';
import { errorSpec } from './error-codes.js';
import type { RouteSpec } from './route.js';

type Json = Record<string, unknown>;

const inBraces = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io,
    unrepresentable: 'any',
    reused: 'inline',
  });
  return rest;
};

const parametersOf = (route: RouteSpec): Json[] =>
  (['params', 'query'] as const).flatMap((part) => {
    const schema = route[part];
    if (!schema) return [];
    const { properties = {}, required = [] } = z
      .object({
        properties: z.record(z.string(), z.unknown()).optional(),
        required: z.array(z.string()).optional(),
      })
      .parse(jsonSchema(schema, 'input'));
    return Object.entries(properties).map(([name, property]) => ({
      name,
      in: part === 'params' ? 'path' : 'query',
      required: part === 'params' || required.includes(name),
      schema: property,
    }));
  });

const successBody = (route: RouteSpec): Json => {
  const data = jsonSchema(route.success.body, 'output');
  if (route.dialect !== 'mini') return data;
  return {
    type: 'object',
    properties: { code: { type: 'integer', enum: [0] }, message: { type: 'string' }, data },
    required: ['code', 'message', 'data'],
  };
};

const mediaType = (route: RouteSpec): string =>
  route.stream ? 'text/event-stream' : route.dialect === 'page' ? '*/*' : 'application/json';

const failuresOf = (route: RouteSpec): Json => {
  const byStatus = new Map<number, string[]>();
  for (const code of route.errors ?? []) {
    const spec = errorSpec(code);
    const status = route.dialect === 'mini' ? spec.mini[0] : spec.status;
    if (status === route.success.status) continue;
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, { description: codes.join(', ') }]));
};

const description = (route: RouteSpec): string => {
  const refusals = (route.errors ?? []).filter((code) => route.dialect === 'mini' && errorSpec(code).mini[0] === 200);
  if (refusals.length === 0) return 'success';
  return `success, or a refusal with HTTP 200: ${refusals.map((code) => `${code} (code ${errorSpec(code).mini[1]})`).join(', ')}`;
};

const operation = (route: RouteSpec): Json => ({
  operationId: route.id,
  summary: route.summary,
  tags: [route.owner],
  security: route.access === 'public' ? [] : [{ bearer: [] }],
  parameters: parametersOf(route),
  ...(route.body && {
    requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(route.body, 'input') } } },
  }),
  responses: {
    [route.success.status]: {
      description: description(route),
      content: { [mediaType(route)]: { schema: successBody(route) } },
    },
    ...failuresOf(route),
  },
});

/** The API document of all routes that the gateway mounts; internal ones are left out. */
export function toOpenApi(routes: readonly RouteSpec[], version: string): Json {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    if (route.access === 'internal' || route.origin === 'card') continue;
    const path = inBraces(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.0.3',
    info: {
      title: 'Mojian 墨笺',
      version,
      description: 'Errors: see docs/error-codes.md. Every failure carries X-Error-Code and X-Request-ID.',
    },
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    paths,
  };
}
