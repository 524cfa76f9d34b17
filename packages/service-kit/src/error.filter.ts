import type { AuditBuffer } from '@mojian/audit/audit-buffer';
import { AppError, asAppError } from '@mojian/contracts/app-error';
import { dialectOfPath, type ErrorRendering, languageOf, renderError } from '@mojian/contracts/dialect';
import type { Dialect } from '@mojian/contracts/route';
import type { Logger } from '@mojian/telemetry/logger';
import { currentContext } from '@mojian/telemetry/request-context';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Request, Response } from 'express';
import { auditFailure } from './audit-requests.js';
import { handledRoute } from './observe-request.js';

export interface ErrorFilterOptions {
  readonly logger: Logger;
  /** The document for errors of the `page` dialect. */
  readonly errorPage?: ErrorRendering['page'];
  /** Turns what a driver throws into an AppError, and leaves the rest alone. */
  readonly translateError?: (error: unknown) => unknown;
  /** Where failures are kept; absent where nothing is audited. */
  readonly audit?: AuditBuffer;
}

/** The one place where an error meets a client: logged by whose fault it is, answered in the route's dialect. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly options: ErrorFilterOptions) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const error = this.toAppError(thrown);
    this.log(error, request);
    if (this.options.audit) auditFailure(this.options.audit, handledRoute(request), error);
    if (response.headersSent) {
      // Half an answer cannot become an error: the client must see it break off.
      response.destroy();
      return;
    }
    const reply = renderError(error, {
      dialect: dialectOf(request),
      language: languageOf(request.get('accept-language')),
      requestId: currentContext()?.requestId ?? 'none',
      ...(this.options.errorPage && { page: this.options.errorPage }),
    });
    response.status(reply.status).set(reply.headers).send(reply.body);
  }

  private toAppError(thrown: unknown): AppError {
    if (thrown instanceof HttpException) return translateHttpException(thrown);
    return asAppError(this.options.translateError?.(thrown) ?? thrown);
  }

  private log(error: AppError, request: Request): void {
    const fields = { error_code: error.code, method: request.method, route: handledRoute(request)?.id };
    if (error.blame === 'caller') this.options.logger.info('request.refused', { ...fields, reason: error.message });
    else this.options.logger[error.blame === 'us' ? 'error' : 'warn']('request.failed', { ...fields, error });
  }
}

const dialectOf = (request: Request): Dialect => handledRoute(request)?.dialect ?? dialectOfPath(request.path);

/** Nest itself throws these: an address that no route has, a path that does not decode. */
function translateHttpException(exception: HttpException): AppError {
  const status = exception.getStatus();
  if (status === 404) return new AppError('ROUTE_NOT_FOUND', exception.message);
  if (status === 400) return new AppError('PATH_NOT_CANONICAL', exception.message);
  return new AppError('INTERNAL', exception.message, { cause: exception });
}
