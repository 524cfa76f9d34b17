import { internalIdentityHeader, verifyInternalIdentity } from '@mojian/auth/internal-identity';
import { AppError } from '@mojian/contracts/app-error';
import type { InternalIdentity } from '@mojian/contracts/identity';
import type { RouteSpec, ServiceName } from '@mojian/contracts/route';
import { extendContext } from '@mojian/telemetry/request-context';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import { rememberIdentity } from './caller.js';
import { rememberRoute } from './observe-request.js';
import { readBody } from './read-body.js';
import { routeOf } from './route-metadata.js';

const defaultBodyLimit = 1024 * 1024;

export interface IdentityGuardOptions {
  readonly service: ServiceName;
  readonly identityKey: string;
  /** Bytes, for routes that set none; 1 MB unless told. */
  readonly bodyLimit?: number;
}

/**
 * Lets nothing through without an identity that was signed for this service, method and path. Only then is a byte of
 * the body read.
 */
export class IdentityGuard implements CanActivate {
  constructor(private readonly options: IdentityGuardOptions) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = routeOf(context.getHandler());
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    rememberRoute(request, route);
    const identity = this.verify(request);
    assertAccess(route, identity);
    rememberIdentity(request, identity);
    extendContext({ requestId: identity.request_id, ...(identity.user && { userId: identity.user.id }) });
    response.setHeader('x-request-id', identity.request_id);
    if (route.body) {
      const limit = route.bodyLimit ?? this.options.bodyLimit ?? defaultBodyLimit;
      await readBody(request, response, { limit, forms: route.dialect === 'page' });
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
}

function assertAccess(route: RouteSpec, identity: InternalIdentity): void {
  // The gateway asks for itself (is this session alive?), but never for a person.
  if (route.access === 'internal' && identity.caller === 'gateway' && identity.user) {
    throw new AppError('IDENTITY_REFUSED', `route ${route.id} is not for people`);
  }
  if (route.access === 'user' && !identity.user) throw new AppError('TOKEN_MISSING', `route ${route.id} needs a user`);
}
