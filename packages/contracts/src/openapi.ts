import { z } from 'zod';
import { type Limit, type LimitRule, limits } from './limits.js';
import {
  createSharedResponses,
  failureComponents,
  failuresOf,
  limitHeaders,
  refusalsOf,
  type SharedResponses,
} from './openapi-failures.js';
import { describeSubjects, subjectOf } from './openapi-subjects.js';
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

const Properties = z.object({
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
});

const parametersOf = (route: RouteSpec): Json[] => {
  const inAddress = (['params', 'query'] as const).flatMap((part) => {
    const schema = route[part];
    if (!schema) return [];
    const { properties, required } = Properties.parse(jsonSchema(schema, 'input'));
    return Object.entries(properties).map(([name, property]) => ({
      name,
      in: part === 'params' ? 'path' : 'query',
      required: part === 'params' || required.includes(name),
      schema: property,
    }));
  });
  const inHeaders = Object.entries(route.headers ?? {}).map(([name, what]) => ({
    name,
    in: 'header',
    description: what,
    schema: { type: 'string' },
  }));
  return [...inAddress, ...inHeaders];
};

const successBody = (route: RouteSpec): Json => {
  const data = jsonSchema(route.success.body, 'output');
  if (route.dialect !== 'mini') return data;
  return {
    type: 'object',
    properties: { code: { type: 'integer', enum: [0] }, message: { type: 'string' }, data },
    required: ['code', 'message', 'data'],
  };
};

const successContent = (route: RouteSpec): Json => {
  const { type } = route.success;
  if (type === undefined) return { 'application/json': { schema: successBody(route) } };
  const format = type.startsWith('text/') ? {} : { format: 'binary' };
  return { [type]: { schema: { type: 'string', ...format } } };
};

const isLimited = ({ limit, owner }: RouteSpec): boolean => limit !== 'none' && owner !== 'gateway';

const successOf = (route: RouteSpec): Json => {
  const refusals = refusalsOf(route);
  return {
    description:
      refusals.length === 0 ? 'Success' : `Success, or one of these with the same status: ${refusals.join(', ')}`,
    headers: {
      'X-Request-ID': { $ref: '#/components/headers/X-Request-ID' },
      ...(isLimited(route) && limitHeaders),
    },
    content: successContent(route),
  };
};

const rate = ({ count, seconds }: Limit): string => `${count} in ${seconds} s`;

function limitsOf({ limit }: RouteSpec): string[] {
  if (limit === undefined || limit === 'none') return [];
  const { perUser, perAddress, perEndpoint }: LimitRule = limits[limit];
  const columns = [
    perUser && `${rate(perUser)} for a user`,
    perAddress && `${rate(perAddress)} for an address`,
    perEndpoint && `${rate(perEndpoint)} for all together`,
  ].filter((column) => column !== undefined);
  return [`Limit: ${columns.join(', ')}.`];
}

const describe = (route: RouteSpec): string =>
  [
    ...(route.permission ? [`Needs \`${route.permission}\`.`] : []),
    ...(route.credential === 'session' ? ['For a login only, not for API keys.'] : []),
    ...(route.ownership ? [`\`${route.ownership.param}\` must be the caller’s own.`] : []),
    ...limitsOf(route),
    ...(route.audit ? [`Audited as \`${route.audit}\`.`] : []),
  ].join(' ');

const securityOf = ({ access, credential }: RouteSpec): Json[] => {
  if (access === 'public') return [];
  return [{ bearer: [] }, ...(credential === 'session' ? [] : [{ apiKey: [] }])];
};

const operation = (route: RouteSpec, shared: SharedResponses): Json => ({
  operationId: route.id,
  summary: route.summary,
  description: describe(route),
  tags: [subjectOf(route)],
  security: securityOf(route),
  ...(route.permission && { 'x-permission': route.permission }),
  parameters: parametersOf(route),
  ...(route.body && {
    requestBody: {
      required: !route.body.safeParse({}).success,
      content: { [route.rawBody ? '*/*' : 'application/json']: { schema: jsonSchema(route.body, 'input') } },
    },
  }),
  responses: { [route.success.status]: successOf(route), ...failuresOf(route, shared) },
});

const intro = `What holds for all routes stands in docs/api.md, every error in docs/error-codes.md.

Paths under \`/api/v1/miniprogram\` answer \`{code, message, data}\`, all others the resource itself, and RFC 9457
problems. Send \`Authorization: Bearer\` with the token of a login, or \`X-API-Key\` where a route names it.`;

/** The API document of all routes that the gateway mounts; internal ones are left out. */
export function toOpenApi(routes: readonly RouteSpec[], version: string): Json {
  const shown = routes.filter(({ access, origin }) => access !== 'internal' && origin !== 'card');
  const shared = createSharedResponses();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of shown) {
    const path = inBraces(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, shared) };
  }
  return {
    openapi: '3.0.3',
    info: { title: 'Mojian 墨笺', version, description: intro },
    tags: describeSubjects(shown),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      },
      ...failureComponents,
      responses: shared.all(),
    },
    paths,
  };
}
