import { createAuditBuffer } from '@mojian/audit/audit-buffer';
import type { AppError } from '@mojian/contracts/app-error';
import type { AuditActor, AuditEntry } from '@mojian/contracts/audit';
import { type ErrorCode, errorSpec } from '@mojian/contracts/error-codes';
import type { IdentityUser } from '@mojian/contracts/identity';
import type { Logger } from '@mojian/telemetry/logger';
import { z } from 'zod';
import { KnownCallerRefused } from './access.js';

/** A request that the gateway refused, as far as it is known: a broken head has nothing but an address. */
export interface RefusedRequest {
  readonly requestId: string | null;
  readonly routeId: string | undefined;
  readonly user: IdentityUser | undefined;
  readonly address: string;
  readonly method: string | null;
  /** Without its query, which may hold anything. */
  readonly path: string;
  readonly agent: string | undefined;
}

/** What the gateway refuses by itself, on its way into the audit. Never delays a request. */
export interface Refusals {
  /** Keeps those that are about access, limits, load and malformed requests; others are no matter of security. */
  readonly tell: (request: RefusedRequest, error: AppError) => void;
  readonly close: () => Promise<void>;
}

export interface RefusalsOptions {
  /** Takes a batch of at most 200 within a second, or rejects. */
  readonly write: (entries: readonly AuditEntry[]) => Promise<void>;
  readonly logger: Logger;
  readonly onDropped: (count: number) => void;
  readonly clock: () => number;
}

const longestPath = 200;
const longestAgent = 300;
const statusesOfPermission = new Set([401, 403]);
const codesOfSecurity = new Set<ErrorCode>([
  'RATE_LIMITED',
  'PATH_NOT_CANONICAL',
  'HEADER_REFUSED',
  'BODY_TOO_LARGE',
  'OVERLOADED',
]);

export function createRefusals(options: RefusalsOptions): Refusals {
  const buffer = createAuditBuffer(options);
  return {
    tell: (request, error) => {
      const operation = operationOf(error.code);
      if (operation) buffer.add({ ...entryOf(request, error), operation });
    },
    close: buffer.close,
  };
}

function operationOf(code: ErrorCode): AuditEntry['operation'] | undefined {
  if (statusesOfPermission.has(errorSpec(code).status)) return 'permission_check';
  return codesOfSecurity.has(code) ? 'security_event' : undefined;
}

function entryOf(request: RefusedRequest, error: AppError): Omit<AuditEntry, 'operation'> {
  const { user, method, routeId } = request;
  const userId = user?.id ?? (error instanceof KnownCallerRefused ? error.userId : null);
  return {
    service: 'gateway',
    action: routeId ?? 'http.none',
    result: 'blocked',
    actor: actorOf(user, userId),
    user_id: z.uuid().safeParse(userId).data ?? null,
    resource_type: null,
    resource_id: null,
    request_id: request.requestId,
    address: request.address === '' ? null : request.address,
    agent: request.agent === undefined ? null : printable(request.agent, longestAgent),
    method: method === null ? null : method.slice(0, 10),
    status: errorSpec(error.code).status,
    error_code: error.code,
    before: null,
    after: null,
    details: { reason: error.message, method, path: printable(request.path, longestPath) },
    at: null,
  };
}

function actorOf(user: IdentityUser | undefined, userId: string | null): AuditActor {
  if (user?.apiKey) return 'program';
  return userId === null ? 'anonymous' : 'user';
}

/** Without control characters, which the database takes for no text. */
const printable = (text: string, longest: number): string => text.slice(0, longest).replace(/\p{Cc}/gu, ' ');
