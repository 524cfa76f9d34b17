import { z } from 'zod';
import type { ErrorCode } from './error-codes.js';
import { errorSpec } from './error-codes.js';
import { HelpPage } from './help-page.js';
import { isAdminPermission } from './permissions.js';
import type { RouteSpec } from './route.js';

type Json = Record<string, unknown>;

const ofBodies = ['BODY_MALFORMED', 'BODY_TOO_LARGE', 'MEDIA_TYPE_UNSUPPORTED'] as const;
const ofTokens = ['TOKEN_MISSING', 'TOKEN_INVALID', 'TOKEN_EXPIRED', 'TOKEN_REVOKED', 'USER_DISABLED'] as const;
const ofSockets = ['UPGRADE_REQUIRED', 'ORIGIN_REFUSED'] as const;
const ofTraffic = ['RATE_LIMITED', 'OVERLOADED'] as const;

/** A page whose address cannot be one is not there; everything else that does not fit is told. */
const hasCheckedInput = ({ dialect, params, query, body }: RouteSpec): boolean =>
  Boolean(query ?? body ?? (dialect === 'page' ? undefined : params));

/** Every code that a route may answer: its own, and those that follow from what it declares. */
function codesOf(route: RouteSpec): ErrorCode[] {
  const { access, permission, credential, limit, owner } = route;
  const codes: ErrorCode[] = [...(route.errors ?? [])];
  if (route.params && route.dialect === 'page') codes.push('ROUTE_NOT_FOUND');
  if (hasCheckedInput(route)) codes.push('VALIDATION_FAILED');
  if (route.body) codes.push(...ofBodies);
  if (access === 'user') codes.push(...ofTokens);
  if (access === 'user' && credential !== 'session') codes.push('API_KEY_REFUSED');
  if (permission) codes.push('PERMISSION_DENIED');
  if (credential === 'session') codes.push('SESSION_NEEDED');
  if (isAdminPermission(permission)) codes.push('ADDRESS_REFUSED');
  if (route.socket) codes.push(...ofSockets);
  if (limit !== 'none' && owner !== 'gateway') codes.push(...ofTraffic);
  return [...new Set(codes)];
}

const statusOf = (route: RouteSpec, code: ErrorCode): number =>
  route.dialect === 'mini' ? errorSpec(code).mini[0] : errorSpec(code).status;

const header = (name: string): Json => ({ $ref: `#/components/headers/${name}` });

export const limitHeaders: Json = {
  'X-RateLimit-Limit': header('X-RateLimit-Limit'),
  'X-RateLimit-Remaining': header('X-RateLimit-Remaining'),
  'X-RateLimit-Reset': header('X-RateLimit-Reset'),
};

const bodies: Readonly<Record<RouteSpec['dialect'], Json>> = {
  mini: { 'application/json': { schema: { $ref: '#/components/schemas/MiniFailure' } } },
  web: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  page: { 'text/html': { schema: { type: 'string' } } },
};

const responseOf = (route: RouteSpec, status: number, codes: readonly ErrorCode[]): Json => ({
  description: codes.join(', '),
  headers: {
    'X-Error-Code': header('X-Error-Code'),
    'X-Request-ID': header('X-Request-ID'),
    ...(status === 429 && limitHeaders),
    ...((status === 429 || status === 503) && { 'Retry-After': header('Retry-After') }),
  },
  content: bodies[route.dialect],
});

/** Responses that several routes have, each once: `put` names one and gives what refers to it. */
export interface SharedResponses {
  readonly put: (name: string, response: Json) => Json;
  readonly all: () => Json;
}

export function createSharedResponses(): SharedResponses {
  const names = new Map<string, string>();
  const all = new Map<string, Json>();
  return {
    put: (name, response) => {
      const text = JSON.stringify(response);
      const alike = [...all.keys()].filter((known) => known.startsWith(name)).length;
      const chosen = names.get(text) ?? (alike === 0 ? name : `${name}-${alike + 1}`);
      names.set(text, chosen);
      all.set(chosen, response);
      return { $ref: `#/components/responses/${chosen}` };
    },
    all: () => Object.fromEntries(all),
  };
}

/** The responses of a route that are failures, by status; those that `mini` tells with HTTP 200 are no part of it. */
export function failuresOf(route: RouteSpec, shared: SharedResponses): Json {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codesOf(route)) {
    const status = statusOf(route, code);
    if (status !== route.success.status) byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const ordered = [...byStatus].sort(([one], [other]) => one - other);
  return Object.fromEntries(
    ordered.map(([status, codes]) => [
      status,
      shared.put(`${route.dialect}-${status}`, responseOf(route, status, codes)),
    ]),
  );
}

/** What `mini` refuses with the status of success, so that clients in the field show it. */
export const refusalsOf = (route: RouteSpec): string[] =>
  codesOf(route)
    .filter((code) => statusOf(route, code) === route.success.status)
    .map((code) => `${code} (code ${errorSpec(code).mini[1]})`);

const ListedErrors = z.array(z.object({ path: z.string(), message: z.string() }));

const schemaOf = (schema: z.ZodType): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'openapi-3.0' });
  return rest;
};

/** What the failures of all routes refer to. */
export const failureComponents = {
  schemas: {
    Problem: schemaOf(
      z
        .object({
          type: z.string().describe('urn:mojian:error: and the code'),
          title: z.string().describe('The sentence for people, in the language of Accept-Language'),
          status: z.int(),
          detail: z.string(),
          code: z.string().describe('A code of docs/error-codes.md'),
          request_id: z.string(),
          errors: ListedErrors.optional().describe('What does not fit, for programmers: English, and may change'),
          retry_after: z.number().optional().describe('Seconds'),
          blocked_by: z.array(z.string()).optional().describe('The limits that are full, as bucket:column'),
        })
        .describe('RFC 9457'),
    ),
    MiniFailure: schemaOf(
      z.object({
        code: z.int().describe('Never 0'),
        message: z.string().describe('The sentence for people, in the language of Accept-Language'),
        data: z.null(),
        details: z
          .object({
            errors: ListedErrors.optional(),
            retry_after: z.number().optional(),
            blocked_by: z.array(z.string()).optional(),
            category: z.string().optional().describe('Of WORDS_REFUSED: what kind of words'),
            help: HelpPage.optional().describe('Of NEEDS_HELP: what to show instead of a card'),
          })
          .optional(),
      }),
    ),
  },
  headers: {
    'X-Error-Code': { description: 'A code of docs/error-codes.md', schema: { type: 'string' } },
    'X-Request-ID': { description: 'By which logs and audit find the request', schema: { type: 'string' } },
    'Retry-After': { description: 'Seconds', schema: { type: 'integer' } },
    'X-RateLimit-Limit': { description: 'Of the window that is nearest to full', schema: { type: 'integer' } },
    'X-RateLimit-Remaining': { description: 'Requests left in it', schema: { type: 'integer' } },
    'X-RateLimit-Reset': { description: 'Unix second at which it has room again', schema: { type: 'integer' } },
  },
} as const;
