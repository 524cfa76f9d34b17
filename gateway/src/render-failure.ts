import { AppError, asAppError } from '@mojian/contracts/app-error';
import { languageOf, renderError } from '@mojian/contracts/dialect';
import type { ErrorCode } from '@mojian/contracts/error-codes';
import type { Logger } from '@mojian/telemetry/logger';
import type { ErrorRequestHandler, Request, Response } from 'express';
import { exchangeOf } from './exchange.js';
import { failurePage, failurePagePolicy } from './failure-page.js';
import type { Refusals, RefusedRequest } from './refusals.js';

/** Answers with a failure of the gateway's own, in the dialect of the route or, where none matched, of the path. */
export type AnswerFailure = (request: Request, response: Response, thrown: unknown) => void;

/** Where such a request ends is a guess, so what follows it on its connection is not read (serve.ts). */
const endsConnection = new Set<ErrorCode>(['HEADER_REFUSED', 'PATH_NOT_CANONICAL']);

/** An answer that has begun cannot become a failure: its connection is broken, so that nobody takes it for whole. */
export const answerFailure =
  (logger: Logger, refusals: Pick<Refusals, 'tell'> | undefined): AnswerFailure =>
  (request, response, thrown) => {
    const error = asAppError(thrown);
    refusals?.tell(refusedRequest(request, response), error);
    if (error.blame === 'us') logger.error('http.failed', { error });
    else logger.info('http.refused', { error_code: error.code, reason: error.message });
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (endsConnection.has(error.code)) response.shouldKeepAlive = false;
    const { requestId, route, dialectOfPath } = exchangeOf(response);
    const dialect = route?.dialect ?? dialectOfPath;
    const language = languageOf(request.headers['accept-language']);
    const { status, headers, body } = renderError(error, { dialect, language, requestId, page: failurePage });
    if (dialect === 'page') response.setHeader('content-security-policy', failurePagePolicy);
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
    response.end(request.method === 'HEAD' ? undefined : body);
  };

function refusedRequest(request: Request, response: Response): RefusedRequest {
  const { requestId, route, user, client } = exchangeOf(response);
  const [path = ''] = request.originalUrl.split('?', 1);
  const agent = request.headers['user-agent'];
  return { requestId, routeId: route?.id, user, address: client.address, method: request.method, path, agent };
}

/** Last step of the app: whatever a step threw. Express throws a plain error for a path that it cannot decode. */
export const renderFailure =
  (answer: AnswerFailure): ErrorRequestHandler =>
  (error, request, response, _next) =>
    answer(request, response, error instanceof URIError ? new AppError('PATH_NOT_CANONICAL', error.message) : error);
