import type { z } from 'zod';
import type { AuditOperation } from './audit.js';
import type { ErrorCode } from './error-codes.js';
import type { LimitBucket } from './limits.js';
import type { Permission } from './permissions.js';

export type ServiceName = 'user' | 'postcard' | 'agent' | 'gateway';

/** Who may call: anybody; a logged-in user; one of our own processes (never mounted by the gateway). */
export type Access = 'public' | 'user' | 'internal';

/**
 * How success and failure look on the wire (docs/api.md): `mini` wraps in `{code, message, data}`, `web` is the bare
 * resource with RFC 9457 problems, `page` is a document or a file with an HTML error page.
 */
export type Dialect = 'mini' | 'web' | 'page';

/** A thing with an owner: `user` is owned by itself. The service that has it looks its owner up. */
export type OwnedResource = 'user' | 'task' | 'card' | 'task-or-card';

export interface RouteSpec {
  /** `noun.verb`, unique; operationId in OpenAPI and label of the metrics. */
  readonly id: string;
  readonly owner: ServiceName;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Express pattern with `:name` parameters, without `GATEWAY_BASE_PATH`. */
  readonly path: `/${string}`;
  readonly access: Access;
  readonly dialect: Dialect;
  /** What the caller must be allowed to do; every route of access `user` has one. */
  readonly permission?: Permission;
  /** `session` refuses API keys, whatever their scopes: what belongs to the login itself is for people only. */
  readonly credential?: 'session';
  /** The path parameter that names a thing, which must be the caller's own. */
  readonly ownership?: { readonly resource: OwnedResource; readonly param: string };
  /** What its audit rows are filed under; every route that changes something has one. */
  readonly audit?: AuditOperation;
  /** One sentence for the API document. */
  readonly summary: string;
  /** Counted in this bucket as well as in the dialect's general one; `none` exempts from both. */
  readonly limit?: LimitBucket | 'none';
  /** The body is handed to the handler as the text that came, whatever its media type: somebody else has signed it. */
  readonly rawBody?: true;
  /** Largest request body in bytes; 1 MB unless told. */
  readonly bodyLimit?: number;
  /** Budget of the gateway for the whole exchange, ms; 30 s unless told. `stream` has none after the headers. */
  readonly timeoutMs?: number;
  readonly stream?: boolean;
  /** A WebSocket: opened by an upgrade of this path, never by a plain request. */
  readonly socket?: boolean;
  /** `card` routes are served on the card origin's port only, all others never there. */
  readonly origin?: 'app' | 'card';
  /** Request headers that it reads besides those that any route does, each with what it says. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** `body` is what the handler returns; the dialect wraps it. `type` is its media type where it is not JSON. */
  readonly success: { readonly status: 200 | 201 | 202 | 204; readonly type?: string; readonly body: z.ZodType };
  /** The codes of its own; those that any route may answer are listed once in `error-codes.data.ts`. */
  readonly errors?: readonly ErrorCode[];
}

export const defineRoute = <const R extends RouteSpec>(route: R): R => route;

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Sent<S> = S extends z.ZodType ? z.input<S> : undefined;
type Parts<R extends RouteSpec> = Extract<'params' | 'query' | 'body', keyof R>;

/** What a handler is given: the parsed parts that the route declares. */
export type RouteInput<R extends RouteSpec> = { [K in Parts<R>]: Parsed<R[K]> };
/** What a client sends. */
export type RouteRequest<R extends RouteSpec> = { [K in Parts<R>]: Sent<R[K]> };
/** What a handler may return (the schema's input: defaults may be left out). */
export type RouteReply<R extends RouteSpec> = z.input<R['success']['body']>;
/** What a client receives. */
export type RouteOutput<R extends RouteSpec> = z.output<R['success']['body']>;
