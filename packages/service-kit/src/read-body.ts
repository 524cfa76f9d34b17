import { AppError, asAppError } from '@mojian/contracts/app-error';
import express, { type Request, type RequestHandler, type Response } from 'express';

export interface BodyRules {
  /** Bytes. */
  readonly limit: number;
  /** Whether it may also be the form of a page that works without a script. */
  readonly forms: boolean;
}

/**
 * Reads and parses the body of a request, which is JSON. A request without one gets `{}`: clients leave it out where
 * every field is optional.
 */
export async function readBody(request: Request, response: Response, { limit, forms }: BodyRules): Promise<void> {
  if (!hasBody(request)) {
    request.body = {};
    return;
  }
  const parse = parserOf(request, { limit, forms });
  await new Promise<void>((resolve, reject) => {
    parse(request, response, (error?: unknown) => {
      if (error === undefined || error === null) resolve();
      else reject(translateBodyError(error));
    });
  });
}

function parserOf(request: Request, { limit, forms }: BodyRules): RequestHandler {
  if (request.is(['application/json', '+json'])) return express.json({ limit, strict: false });
  if (forms && request.is('application/x-www-form-urlencoded')) return express.urlencoded({ limit, extended: false });
  throw new AppError('MEDIA_TYPE_UNSUPPORTED', `content type ${request.headers['content-type'] ?? 'absent'}`);
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
