import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';

/** Less than this in a period, and nobody is sending in earnest: 100 bytes a second over ten seconds. */
const leastBytes = 1024;
/** How long a body may still come after its request was answered: cut off at once, the client would miss the answer. */
const lingerMs = 2000;

/**
 * Breaks the connection of a body that comes in drops to keep us busy, or goes on after it was refused. What waits
 * because the service does not take it is not the client's fault.
 */
export function cutSlowBodies(periodMs: number): RequestHandler {
  return (request, response, next) => {
    if (!hasBody(request)) return next();
    let before = request.socket.bytesRead;
    const timer = setInterval(() => {
      const received = request.socket.bytesRead - before;
      before += received;
      const isHeldUp = request.readableLength >= request.readableHighWaterMark;
      if (received < leastBytes && !isHeldUp) request.destroy();
    }, periodMs);
    let linger: NodeJS.Timeout | undefined;
    response.once('finish', () => {
      if (!request.complete) linger = setTimeout(() => request.destroy(), lingerMs);
    });
    const stop = (): void => {
      clearInterval(timer);
      clearTimeout(linger);
    };
    request.once('end', stop).once('close', stop);
    next();
  };
}

export const hasBody = ({ headers }: Pick<IncomingMessage, 'headers'>): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
