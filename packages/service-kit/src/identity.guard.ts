import { internalIdentityHeader, verifyInternalIdentity } from '@mojian/auth/internal-identity';
import { AppError } from '@mojian/contracts/app-error';
import type { InternalIdentity } from '@mojian/contracts/identity';
import type { RouteSpec, ServiceName } from '@mojian/contracts/route';
import { extendContext } from '@mojian/telemetry/request-context';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { assertAccess } from './assert-access.js';
import { beginAudit, markSuspicious } from './audit-requests.js';
import { rememberIdentity } from './caller.js';
import { inspectInput } from './inspect-input.js';
import { rememberRoute } from './observe-request.js';
import { type OwnerLookups, rememberOwned } from './ownership.js';
import { readBody } from './read-body.js';
import { routeOf } from './route-metadata.js';

const defaultBodyLimit = 1024 * 1024;

const Id = z.uuid();

export interface IdentityGuardOptions {
  readonly service: ServiceName;
  readonly identityKey: string;
  /** Bytes, for routes that set none; 1 MB unless told. */
  readonly bodyLimit?: number;
  readonly owners: OwnerLookups;
  /** Whether permissions are checked (SECURITY_RBAC_ENABLED). */
  readonly checkPermissions: boolean;
  /** Whether calls are audited (SECURITY_AUDIT_LOGGING_ENABLED). */
  readonly audit: boolean;
  /** Whether input is inspected for signs of an attack (SECURITY_INPUT_VALIDATION_ENABLED). */
  readonly inspectInput: boolean;
}

/**
 * Lets nothing through without an identity that was signed for this service, method and path, that may call the route,
 * and to whom belongs what the path names. Only then is a byte of the body read.
 */
export class IdentityGuard implements CanActivate {
  constructor(private readonly options: IdentityGuardOptions) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = routeOf(context.getHandler());
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    rememberRoute(request, route);
    if (this.options.audit) beginAudit(request, { route, service: this.options.service });
    const identity = this.verify(request);
    rememberIdentity(request, identity);
    extendContext({ requestId: identity.request_id, ...(identity.user && { userId: identity.user.id }) });
    if (this.options.audit) beginAudit(request, { route, identity, service: this.options.service });
    response.setHeader('x-request-id', identity.request_id);
    assertAccess(route, identity, this.options.checkPermissions);
    await this.assertOwner(route, request, identity);
    if (route.body) {
      const limit = route.bodyLimit ?? this.options.bodyLimit ?? defaultBodyLimit;
      await readBody(request, response, { limit, forms: route.dialect === 'page', raw: route.rawBody === true });
    }
    if (this.options.inspectInput && route.access !== 'internal') {
      markSuspicious(inspectInput(request.params, request.query, request.body));
    }
    return true;
  }

  private verify(request: Request): InternalIdentity {
    return verifyInternalIdentity(request.get(internalIdentityHeader), {
      key: this.options.identityKey,
      audience: this.options.service,
      method: request.method,
      path: request.originalUrl,
    });
  }

  /** An id that is none is left to the handler's schema. */
  private async assertOwner({ ownership }: RouteSpec, request: Request, { user }: InternalIdentity): Promise<void> {
    if (!ownership || !user) return;
    const id = request.params[ownership.param];
    const parsed = Id.safeParse(id);
    if (!parsed.success) return;
    const { resource } = ownership;
    const thing = resource === 'user' ? { userId: parsed.data } : await this.options.owners[resource]?.(parsed.data);
    if (!thing) return;
    if (thing.userId !== user.id) throw new AppError('NOT_OWNER', `the ${resource} of another user`);
    rememberOwned(request, thing);
  }
}
