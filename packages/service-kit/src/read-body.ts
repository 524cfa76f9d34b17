import { isUtf8 } from 'node:buffer';
import { AppError, asAppError } from '@mojian/contracts/app-error';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { parseJson } from './parse-json.js';

export interface BodyRules {
  /** Bytes, after decompression. */
  readonly limit: number;
  /** Whether it may also be the form of a page that works without a script. */
  readonly forms: boolean;
  /** Whether it is left as the text that came, whatever its media type. */
  readonly raw?: boolean;
}

/** Enough for every body of ours: the longest drawing that is read has 100,000 points of five entries in 10 MB. */
const fewestEntries = 100_000;
const bytesOfEntry = 20;

/** A byte order mark of UTF-8, or of UTF-16 either way round: text of ours has none. */
const byteOrderMarks = [Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

/**
 * Reads and parses the body of a request, which is JSON in UTF-8. A request without one gets `{}`: clients leave it out
 * where every field is optional.
 */
export async function readBody(
  request: Request,
  response: Response,
  { limit, forms, raw = false }: BodyRules,
): Promise<void> {
  if (!hasBody(request)) {
    request.body = raw ? '' : {};
    return;
  }
  if (raw) {
    await pass(express.raw({ limit, type: () => true, inflate: false }), request, response);
    request.body = toText(request.body);
    return;
  }
  assertCharset(request);
  if (request.is(['application/json', '+json'])) {
    await pass(express.raw({ limit, type: () => true }), request, response);
    request.body = toJson(request.body, limit);
  } else if (forms && request.is('application/x-www-form-urlencoded')) {
    await pass(express.urlencoded({ limit, extended: false }), request, response);
  } else {
    throw unsupported(`content type ${request.headers['content-type'] ?? 'absent'}`);
  }
}

function toText(bytes: unknown): string {
  if (!Buffer.isBuffer(bytes) || !isUtf8(bytes)) throw new AppError('BODY_MALFORMED', 'the body is not UTF-8');
  return bytes.toString('utf8');
}

function toJson(bytes: unknown, limit: number): unknown {
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) return {};
  if (byteOrderMarks.some((mark) => bytes.subarray(0, mark.length).equals(mark))) {
    throw unsupported('the body begins with a byte order mark');
  }
  return parseJson(bytes, { entries: Math.max(fewestEntries, Math.floor(limit / bytesOfEntry)) });
}

function assertCharset({ headers }: Request): void {
  const charset = /;\s*charset\s*=\s*"?([^\s";]*)/i.exec(headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && charset.toLowerCase() !== 'utf-8') throw unsupported(`charset ${charset}`);
}

const pass = (parser: RequestHandler, request: Request, response: Response): Promise<void> =>
  new Promise((resolve, reject) => {
    parser(request, response, (error?: unknown) => {
      if (error === undefined || error === null) resolve();
      else reject(translateBodyError(error));
    });
  });

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** What the parsers throw has a status; a stream that does not unpack has none but the code of its library. */
function translateBodyError(error: unknown): AppError {
  if (!(error instanceof Error)) return asAppError(error);
  const [type, status, code] = ['type', 'status', 'code'].map((name): unknown => Reflect.get(error, name));
  if (type === 'entity.too.large')
    return new AppError('BODY_TOO_LARGE', 'the body is over its limit', { cause: error });
  const isTheirs = typeof status === 'number' && status < 500;
  if (isTheirs || String(code).startsWith('Z_')) {
    return new AppError('BODY_MALFORMED', 'the body cannot be read', { cause: error });
  }
  return asAppError(error);
}

const unsupported = (message: string): AppError => new AppError('MEDIA_TYPE_UNSUPPORTED', message);
