import { AppError } from '@mojian/contracts/app-error';
import type { IdentityUser, InternalIdentity } from '@mojian/contracts/identity';
import { type Permission, permissionsOf } from '@mojian/contracts/permissions';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** The person or program that a request is made for. */
export interface CallerIdentity extends Pick<IdentityUser, 'role' | 'plan' | 'audience' | 'sessionId' | 'apiKey'> {
  readonly userId: string;
}

const identities = new WeakMap<Request, InternalIdentity>();

/** Called once by the guard, after it has verified the identity. */
export function rememberIdentity(request: Request, identity: InternalIdentity): void {
  identities.set(request, identity);
}

/** Address of the client that the request was made for, as the gateway knows it. */
export const addressOf = (request: Request): string | null => identities.get(request)?.address ?? null;

export function callerOf(request: Request): CallerIdentity | undefined {
  const user = identities.get(request)?.user;
  if (!user) return undefined;
  const { id: userId, ...rest } = user;
  return { userId, ...rest };
}

/** The caller of an `access: 'user'` route; on a public route undefined when nobody is logged in. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<Request>()),
);

/** Which of our processes asks. */
export const CallingProcess = createParamDecorator(
  (_: unknown, context: ExecutionContext) => identities.get(context.switchToHttp().getRequest<Request>())?.caller,
);

/** The session of a caller on a route whose `credential` is `session`. */
export function sessionOf({ sessionId }: CallerIdentity): string {
  if (sessionId === null) throw new AppError('SESSION_NEEDED', 'an API key has no session');
  return sessionId;
}

/** All that a caller may do. */
export const permissionsOfCaller = ({ role, plan, apiKey }: CallerIdentity): readonly Permission[] =>
  permissionsOf({ role, plan, scopes: apiKey?.scopes ?? null });
