import type { RouteSpec, ServiceName } from '@mojian/contracts/route';
import type { Type } from '@nestjs/common';
import { findRoute } from './route-metadata.js';

/** Fails the boot unless each contract route of this service has exactly one handler, and no handler a foreign route. */
export function assertRoutesHandled(
  owner: ServiceName,
  routes: readonly RouteSpec[],
  controllers: readonly Type<object>[],
): void {
  const handled = controllers.flatMap(handledRoutes);
  for (const route of routes.filter((candidate) => candidate.owner === owner)) {
    const count = handled.filter((candidate) => candidate === route).length;
    if (count !== 1) throw new Error(`route ${route.id} has ${count} handlers in ${owner}, expected 1`);
  }
  const foreign = handled.find((route) => route.owner !== owner || !routes.includes(route));
  if (foreign) throw new Error(`route ${foreign.id} is handled in ${owner}, which does not own it`);
}

function handledRoutes(controller: Type<object>): RouteSpec[] {
  const prototype: unknown = controller.prototype;
  if (typeof prototype !== 'object' || prototype === null) return [];
  return Object.getOwnPropertyNames(prototype)
    .map((name): unknown => Reflect.get(prototype, name))
    .map((method) => (typeof method === 'function' ? findRoute(method) : undefined))
    .filter((route) => route !== undefined);
}
