import { AppError, asAppError } from '@mojian/contracts/app-error';
import { languageOf, renderError } from '@mojian/contracts/dialect';
import type { Logger } from '@mojian/telemetry/logger';
import type { ErrorRequestHandler, Request, Response } from 'express';
import { exchangeOf } from './exchange.js';
import { failurePage, failurePagePolicy } from './failure-page.js';

/** Answers with a failure of the gateway's own, in the dialect of the route or, where none matched, of the path. */
export type AnswerFailure = (request: Request, response: Response, thrown: unknown) => void;

/** An answer that has begun cannot become a failure: its connection is broken, so that nobody takes it for whole. */
export const answerFailure =
  (logger: Logger): AnswerFailure =>
  (request, response, thrown) => {
    const error = asAppError(thrown);
    if (error.blame === 'us') logger.error('http.failed', { error });
    else logger.info('http.refused', { error_code: error.code, reason: error.message });
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const { requestId, route, dialectOfPath } = exchangeOf(response);
    const dialect = route?.dialect ?? dialectOfPath;
    const language = languageOf(request.headers['accept-language']);
    const { status, headers, body } = renderError(error, { dialect, language, requestId, page: failurePage });
    if (dialect === 'page') response.setHeader('content-security-policy', failurePagePolicy);
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
    response.end(request.method === 'HEAD' ? undefined : body);
  };

/** Last step of the app: whatever a step threw. Express throws a plain error for a path that it cannot decode. */
export const renderFailure =
  (answer: AnswerFailure): ErrorRequestHandler =>
  (error, request, response, _next) =>
    answer(request, response, error instanceof URIError ? new AppError('PATH_NOT_CANONICAL', error.message) : error);
