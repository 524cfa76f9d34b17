import type { RouteSpec } from '@mojian/contracts/route';
import type { RequestHandler } from 'express';
import type { RouteBrake } from './route-brake.js';

/** Turns requests of a braked route away, and tells the brake how the others were answered. */
export function brakeRoute({ id }: RouteSpec, brake: RouteBrake): RequestHandler {
  return (_request, response, next) => {
    brake.pass(id);
    response.once('close', () => {
      // An answer that did not come through says nothing about who was to give it.
      if (response.writableFinished) brake.observe(id, response.statusCode);
    });
    next();
  };
}
