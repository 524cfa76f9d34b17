import { AppError } from '@mojian/contracts/app-error';
import type { RouteSpec } from '@mojian/contracts/route';
import type { RequestHandler, Response } from 'express';
import { z } from 'zod';

/** What tells when a request or a stream is over. */
interface Closable {
  readonly once: (event: 'close', listener: () => void) => unknown;
}

export interface LoadBoundsOptions {
  /** Requests under way at once (MAX_CONCURRENT_REQUESTS). */
  readonly maxRequests: number;
  /** Streams and long waits open at once (MAX_OPEN_STREAMS). */
  readonly maxStreams: number;
  /** Told of each request that was turned away. */
  readonly onShed: () => void;
}

/** How much is under way at once. Above a bound more would only make all wait longer, so it is turned away at once. */
export interface LoadBounds {
  /** Throws OVERLOADED, or counts the request until it closes. */
  readonly enter: (request: Closable) => void;
  /** From now on the request counts as a stream, which costs little but time. Throws OVERLOADED. */
  readonly lengthen: (request: Closable) => void;
  /** The same for what is a stream from its beginning: an upgrade. */
  readonly enterStream: (stream: Closable) => void;
}

const retryAfterSeconds = 1;

export function createLoadBounds({ maxRequests, maxStreams, onShed }: LoadBoundsOptions): LoadBounds {
  const open = { requests: 0, streams: 0 };
  const most = { requests: maxRequests, streams: maxStreams };
  const counted = new WeakMap<Closable, keyof typeof open>();
  const take = (what: Closable, kind: keyof typeof open): void => {
    if (open[kind] >= most[kind]) {
      onShed();
      const details = { retry_after: retryAfterSeconds };
      throw new AppError('OVERLOADED', `${open[kind]} ${kind} are under way`, { details });
    }
    open[kind] += 1;
    counted.set(what, kind);
  };
  const leave = (what: Closable): void => {
    const kind = counted.get(what);
    if (kind) open[kind] -= 1;
    counted.delete(what);
  };
  const enterAs = (kind: keyof typeof open) => (what: Closable) => {
    take(what, kind);
    what.once('close', () => leave(what));
  };
  return {
    enter: enterAs('requests'),
    enterStream: enterAs('streams'),
    lengthen: (request) => {
      const was = counted.get(request);
      take(request, 'streams');
      if (was) open[was] -= 1;
    },
  };
}

/** First of all steps that cost anything; the exempt paths are those by which others see how we are. */
export const boundLoad =
  (load: LoadBounds, exempt: ReadonlySet<string>): RequestHandler =>
  (request, response, next) => {
    if (!exempt.has(request.path)) load.enter(response);
    next();
  };

/** For a route whose answer may take its time: a stream, or one that waits for the next change where it is asked to. */
export function boundStreams(route: RouteSpec, load: LoadBounds): RequestHandler | undefined {
  const lengthen = (response: Response): void => load.lengthen(response);
  if (route.stream || route.socket) {
    return (_request, response, next) => {
      lengthen(response);
      next();
    };
  }
  const { query } = route;
  if (!(query instanceof z.ZodObject) || !('wait' in query.shape)) return undefined;
  return (request, response, next) => {
    if (/[?&]wait=[^&0]/.test(request.url)) lengthen(response);
    next();
  };
}
