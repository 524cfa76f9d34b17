import type { Audience, InternalIdentity, Role } from '@mojian/contracts/identity';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** The logged-in person a request is made for. */
export interface CallerIdentity {
  readonly userId: string;
  readonly sessionId: string;
  readonly role: Role;
  readonly audience: Audience;
}

const identities = new WeakMap<Request, InternalIdentity>();

/** Called once by the guard, after it has verified the identity. */
export function rememberIdentity(request: Request, identity: InternalIdentity): void {
  identities.set(request, identity);
}

export function callerOf(request: Request): CallerIdentity | undefined {
  const user = identities.get(request)?.user;
  return user && { userId: user.id, sessionId: user.sessionId, role: user.role, audience: user.audience };
}

/** The caller of an `access: 'user'` route; on a public route undefined when nobody is logged in. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<Request>()),
);
