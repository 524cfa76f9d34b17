import { AppError } from '@mojian/contracts/app-error';
import { miniSuccess } from '@mojian/contracts/dialect';
import type { RouteSpec } from '@mojian/contracts/route';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import { routeOf } from './route-metadata.js';

/** Gives a handler's value the form of its route's dialect; fields that the contract does not list are dropped. */
export class RenderInterceptor implements NestInterceptor<unknown, unknown> {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const route = routeOf(context.getHandler());
    return next.handle().pipe(map((value) => renderSuccess(route, value)));
  }
}

export function renderSuccess(route: RouteSpec, value: unknown): unknown {
  if (route.dialect === 'page' || route.stream) return value;
  const parsed = route.success.body.safeParse(value);
  if (!parsed.success) {
    throw new AppError('INTERNAL', `reply of ${route.id} breaks its contract`, { cause: parsed.error });
  }
  return route.dialect === 'mini' ? miniSuccess(parsed.data) : parsed.data;
}
