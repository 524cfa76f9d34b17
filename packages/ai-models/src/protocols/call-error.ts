import { AppError } from '@mojian/contracts/app-error';
import { APIError } from 'openai';
import { modelError } from '../model-error.js';
import type { ModelName } from './endpoint.js';
import { codeOfFault, faultOf } from './provider-fault.js';

/** What went wrong in a call, as `TextModel.write` promises it; for calls that nobody aborted. */
export function callError(error: unknown, from: ModelName): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof Error && error.cause instanceof AppError) return error.cause;
  // What the client found inside of a stream: there is no second status.
  if (error instanceof APIError && error.error !== undefined) return faultError(error.error, from);
  const { provider, model } = from;
  return modelError('MODEL_UNAVAILABLE', 'could not be asked', { provider, model, cause: error });
}

/** A failure that a provider told in an answer that had begun well. */
export function faultError(body: unknown, { provider, model }: ModelName): AppError {
  const fault = faultOf(body);
  return modelError(codeOfFault(fault), `failed: ${fault.code} ${fault.message}`, { provider, model });
}
