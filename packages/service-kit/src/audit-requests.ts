import type { AuditBuffer } from '@mojian/audit/audit-buffer';
import { entryOf } from '@mojian/audit/record-audit';
import type { AppError } from '@mojian/contracts/app-error';
import type { AuditedCall, AuditResult, Suspicion } from '@mojian/contracts/audit';
import { errorSpec } from '@mojian/contracts/error-codes';
import type { InternalIdentity } from '@mojian/contracts/identity';
import type { RouteSpec, ServiceName } from '@mojian/contracts/route';
import { currentContext, extendContext } from '@mojian/telemetry/request-context';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { type Observable, tap } from 'rxjs';
import { routeOf } from './route-metadata.js';

const longestAgent = 300;

export interface AuditedRequest {
  readonly route: RouteSpec;
  readonly service: ServiceName;
  /** Absent until it is verified. */
  readonly identity?: InternalIdentity;
}

/**
 * Puts what an audit row says of this call into its context. The guard calls it when the call comes, so that a forged
 * identity leaves its row too, and again as soon as the caller is known.
 */
export function beginAudit(request: Request, { route, identity, service }: AuditedRequest): void {
  const audited: AuditedCall = {
    service,
    action: route.id,
    operation: route.audit ?? 'data_access',
    actor: identity ? actorOf(identity) : 'anonymous',
    user_id: identity?.user?.id ?? null,
    address: (identity ? identity.address : request.socket.remoteAddress) ?? null,
    agent: request.get('user-agent')?.slice(0, longestAgent) ?? null,
    method: request.method,
    rows: 0,
  };
  extendContext({ audited });
}

/** Called by the guard once the input is read: the row of this call says so, and a mere read leaves one as well. */
export function markSuspicious(suspicion: readonly Suspicion[]): void {
  const call = currentContext()?.audited;
  if (call && suspicion.length > 0) call.suspicion = suspicion;
}

const isSuspicious = (): boolean => currentContext()?.audited?.suspicion !== undefined;

function actorOf({ user, caller }: InternalIdentity): AuditedCall['actor'] {
  if (user) return user.apiKey ? 'program' : 'user';
  return caller === 'gateway' ? 'anonymous' : 'service';
}

/** A changing call that wrote no row of its own changed nothing (a repeat): it leaves its row afterwards. */
export class AuditInterceptor implements NestInterceptor<unknown, unknown> {
  constructor(private readonly buffer: AuditBuffer) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const route = routeOf(context.getHandler());
    if (!route.audit && !isSuspicious()) return next.handle();
    const details = route.audit ? { unchanged: true } : {};
    return next.handle().pipe(
      tap(() => {
        const entry = currentContext()?.audited?.rows === 0 ? entryOf({ details }) : undefined;
        if (entry) this.buffer.add(entry);
      }),
    );
  }
}

/** Statuses that say: you may not. They are audited on reads as well. */
const blockedStatuses = new Set([401, 403, 429]);

const resultOf = (error: AppError): AuditResult => {
  if (error.blame !== 'caller') return 'error';
  return error.code === 'NOT_OWNER' || blockedStatuses.has(errorSpec(error.code).status) ? 'blocked' : 'failure';
};

/** The row of a call that failed, where it leaves one: changing calls always, reads when not allowed or suspicious. */
export function auditFailure(buffer: AuditBuffer, route: RouteSpec | undefined, error: AppError): void {
  const result = resultOf(error);
  if (!route || (!route.audit && result !== 'blocked' && !isSuspicious())) return;
  const entry = entryOf({ result, details: { reason: error.message } });
  if (!entry) return;
  buffer.add({ ...entry, error_code: error.code, status: errorSpec(error.code).status });
}
