import { addressGroup } from '@mojian/contracts/address-group';
import { AppError } from '@mojian/contracts/app-error';
import type { RequestHandler } from 'express';
import { exchangeOf } from './exchange.js';

const retryAfterSeconds = 60;

/** So many WebSockets of one user, or of one address where nobody is known, are open at once in this process. */
export function boundSockets(mostPerUser: number): RequestHandler {
  const open = new Map<string, number>();
  return (_request, response, next) => {
    const { user, client } = exchangeOf(response);
    const who = user?.id ?? addressGroup(client.address);
    const before = open.get(who) ?? 0;
    if (before >= mostPerUser) {
      response.setHeader('retry-after', retryAfterSeconds);
      const details = { retry_after: retryAfterSeconds, blocked_by: ['sockets:user'] };
      throw new AppError('RATE_LIMITED', `${before} WebSockets are open`, { details });
    }
    open.set(who, before + 1);
    response.once('close', () => {
      const left = (open.get(who) ?? 1) - 1;
      if (left > 0) open.set(who, left);
      else open.delete(who);
    });
    next();
  };
}
