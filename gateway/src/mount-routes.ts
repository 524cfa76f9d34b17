import { AppError } from '@mojian/contracts/app-error';
import type { RouteSpec } from '@mojian/contracts/route';
import { health } from '@mojian/contracts/routes/gateway.routes';
import type { IRouter, RequestHandler } from 'express';
import { exchangeOf } from './exchange.js';

export interface MountRoutesOptions {
  readonly routes: readonly RouteSpec[];
  /** Which listener this is: a route of the other origin is not there. */
  readonly listener: 'app' | 'card';
  /** All that a request must pass before it is answered: load, body, identity, limits. */
  readonly admit: (route: RouteSpec) => readonly RequestHandler[];
  readonly forward: (route: RouteSpec) => RequestHandler;
  /** Handlers of the routes that the gateway answers itself, by route id. */
  readonly own: Readonly<Record<string, RequestHandler>>;
}

type Verb = 'get' | 'post' | 'put' | 'delete';
const verbs: Readonly<Record<RouteSpec['method'], Verb>> = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' };

/** Every route of the contract that may be reached from outside; a known path with another method is 405. */
export function mountRoutes(router: IRouter, options: MountRoutesOptions): void {
  const mounted = options.routes.filter((route) => isReachable(route, options.listener));
  for (const route of mounted) {
    const remember: RequestHandler = (_request, response, next) => {
      exchangeOf(response).route = route;
      next();
    };
    router[verbs[route.method]](route.path, remember, ...options.admit(route), answering(route, options));
  }
  for (const [path, known] of groupByPath(mounted)) router.all(path, refuseMethod(known));
}

const isReachable = ({ access, id, origin = 'app' }: RouteSpec, listener: 'app' | 'card'): boolean =>
  access !== 'internal' && (origin === listener || id === health.id);

function answering(route: RouteSpec, { own, forward }: MountRoutesOptions): RequestHandler {
  if (route.owner !== 'gateway') return forward(route);
  const handler = own[route.id];
  if (!handler) throw new Error(`the gateway has no handler for its own route ${route.id}`);
  return handler;
}

function groupByPath(routes: readonly RouteSpec[]): Map<string, RouteSpec[]> {
  const groups = new Map<string, RouteSpec[]>();
  for (const route of routes) groups.set(route.path, [...(groups.get(route.path) ?? []), route]);
  return groups;
}

function refuseMethod(known: readonly RouteSpec[]): RequestHandler {
  const methods = known.map((route) => route.method).join(', ');
  return (request, response) => {
    response.setHeader('allow', methods);
    throw new AppError('METHOD_NOT_ALLOWED', `${request.method} where there is ${methods}`);
  };
}
