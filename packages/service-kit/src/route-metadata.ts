import type { RouteSpec } from '@mojian/contracts/route';

const routes = new WeakMap<object, RouteSpec>();

/** Decorator that binds a controller's method to its contract route. */
export const setRoute =
  (route: RouteSpec): MethodDecorator =>
  (_target, _key, descriptor) => {
    if (typeof descriptor.value === 'function') routes.set(descriptor.value, route);
  };

/** The contract route that a controller's method handles, if any. */
export const findRoute = (handler: object): RouteSpec | undefined => routes.get(handler);

/** The same where there must be one. */
export function routeOf(handler: object): RouteSpec {
  const route = findRoute(handler);
  if (!route) throw new TypeError('the handler is bound to no contract route');
  return route;
}
