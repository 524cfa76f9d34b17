import type { RouteInput, RouteReply, RouteSpec } from '@mojian/contracts/route';
import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  RequestMapping,
  RequestMethod,
  type StreamableFile,
} from '@nestjs/common';
import { parseInput } from './parse-input.js';
import { routeOf, setRoute } from './route-metadata.js';

/** A document or file is written by the handler itself; everything else is the contract's reply. */
type ReplyOf<R extends RouteSpec> = R['dialect'] extends 'page'
  ? RouteReply<R> | string | StreamableFile | undefined
  : RouteReply<R>;

/** A route without params, query and body hands its handler no input. */
type HandlerOf<R extends RouteSpec> = keyof RouteInput<R> extends never
  ? (...rest: never[]) => Promise<ReplyOf<R>>
  : (input: RouteInput<R>, ...rest: never[]) => Promise<ReplyOf<R>>;

type HandlerDecorator<R extends RouteSpec> = <F extends HandlerOf<R>>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<F>,
) => void;

/**
 * Binds a controller's method to a contract route. The compiler holds both to it: the first parameter, marked
 * `@Input()`, is the parsed input, and the method returns what the contract promises. A success on `mini` is HTTP 200.
 */
export const Handle = <R extends RouteSpec>(route: R): HandlerDecorator<R> =>
  applyDecorators(
    setRoute(route),
    RequestMapping({ path: route.path, method: RequestMethod[route.method] }),
    HttpCode(route.dialect === 'mini' ? 200 : route.success.status),
  );

/** The parts of the request that the route declares, parsed by its schemas; VALIDATION_FAILED when one does not fit. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext) =>
  parseInput(routeOf(context.getHandler()), context.switchToHttp().getRequest()),
);
