import type { OwnedResource, RouteSpec, ServiceName } from '@mojian/contracts/route';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** What a lookup finds must at least tell whose it is; the handler gets it as it is by `@Owned()`. */
export interface OwnedThing {
  readonly userId: string;
}

/** Finds a thing by the id in the path; undefined where there is none, which the handler then says. */
export type OwnerLookup = (id: string) => Promise<OwnedThing | undefined>;

/** By resource. `user` needs none: its id is its owner. */
export type OwnerLookups = Readonly<Partial<Record<OwnedResource, OwnerLookup>>>;

/** Fails the boot where a route names a resource that nobody can look up. */
export function assertOwnersKnown(owner: ServiceName, routes: readonly RouteSpec[], lookups: OwnerLookups): void {
  for (const { id, ownership } of routes.filter((route) => route.owner === owner)) {
    if (ownership && ownership.resource !== 'user' && !lookups[ownership.resource]) {
      throw new Error(`route ${id} is about a ${ownership.resource}, whose owner nobody looks up`);
    }
  }
}

const found = new WeakMap<Request, OwnedThing>();

/** Called once by the guard. */
export const rememberOwned = (request: Request, thing: OwnedThing): void => void found.set(request, thing);

/**
 * The thing that the route's `ownership` names, which is the caller's: found before the handler ran, so that it need
 * not be read again. Undefined where there is none.
 */
export const Owned = createParamDecorator((_: unknown, context: ExecutionContext) =>
  found.get(context.switchToHttp().getRequest<Request>()),
);
