import { AppError, asAppError } from '@mojian/contracts/app-error';
import express, { type Request, type Response } from 'express';

/**
 * Reads and parses the JSON body of a request, up to `limit` bytes. A request without one gets `{}`: clients leave it
 * out where every field is optional.
 */
export async function readJsonBody(request: Request, response: Response, limit: number): Promise<void> {
  if (!hasBody(request)) {
    request.body = {};
    return;
  }
  if (!request.is(['application/json', '+json'])) {
    throw new AppError('MEDIA_TYPE_UNSUPPORTED', `content type ${request.headers['content-type'] ?? 'absent'}`);
  }
  await new Promise<void>((resolve, reject) => {
    express.json({ limit, strict: false })(request, response, (error?: unknown) => {
      if (error === undefined || error === null) resolve();
      else reject(translateBodyError(error));
    });
  });
}

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

function translateBodyError(error: unknown): AppError {
  const type: unknown = error instanceof Error ? Reflect.get(error, 'type') : undefined;
  if (type === 'entity.too.large')
    return new AppError('BODY_TOO_LARGE', 'the body is over its limit', { cause: error });
  if (typeof type === 'string') return new AppError('BODY_MALFORMED', 'the body cannot be read', { cause: error });
  return asAppError(error);
}
