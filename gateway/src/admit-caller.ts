import { type AppError, asAppError } from '@mojian/contracts/app-error';
import type { RouteSpec } from '@mojian/contracts/route';
import { extendContext } from '@mojian/telemetry/request-context';
import type { RequestHandler } from 'express';
import type { Access } from './access.js';
import { exchangeOf } from './exchange.js';
import type { CountRequest } from './limit-rate.js';

export interface AdmitCallerOptions {
  readonly access: Access;
  readonly count: CountRequest;
}

/**
 * Identity, then limits. Who is refused is counted by address all the same: otherwise guessing tokens and keys would
 * cost an attacker nothing.
 */
export function admitCaller(route: RouteSpec, { access, count }: AdmitCallerOptions): RequestHandler {
  return async (request, response, next) => {
    const exchange = exchangeOf(response);
    const { address } = exchange.client;
    let denied: AppError | undefined;
    try {
      exchange.user = await access.identify(route, request.headers);
      if (exchange.user) extendContext({ userId: exchange.user.id });
      access.assertAddress(route, address);
    } catch (error) {
      denied = asAppError(error);
    }
    const { headers, refusal } = await count(route, { userId: exchange.user?.id, address });
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (refusal) throw refusal;
    if (denied) throw denied;
    next();
  };
}
