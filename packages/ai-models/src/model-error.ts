import { AppError } from '@mojian/contracts/app-error';

export type ModelErrorCode = 'MODEL_BUSY' | 'MODEL_UNAVAILABLE' | 'MODEL_REFUSED' | 'MODEL_REJECTED';

/** What every error of a provider tells besides its code; nothing of it is a secret. */
export interface ModelErrorDetails {
  readonly provider: string;
  readonly model: string;
  /** Of HTTP, where there was an answer. */
  readonly status?: number;
  /** As the provider asked for (`Retry-After`), from now. */
  readonly retry_after_ms?: number;
}

export const modelError = (
  code: ModelErrorCode,
  message: string,
  { cause, ...details }: ModelErrorDetails & { readonly cause?: unknown },
): AppError => new AppError(code, `${details.provider}:${details.model} ${message}`, { cause, details });

const BUSY = new Set([429, 529]);

/** How an HTTP status is taken: 408, 409 and 5xx may pass, 429 and 529 pass when less is asked, other 4xx never do. */
export const codeOfStatus = (status: number): ModelErrorCode => {
  if (BUSY.has(status)) return 'MODEL_BUSY';
  return status === 408 || status === 409 || status >= 500 ? 'MODEL_UNAVAILABLE' : 'MODEL_REJECTED';
};

/** Milliseconds until the provider wants to be asked again; undefined where it did not say. */
export function retryAfterMs(error: unknown): number | undefined {
  const ms = error instanceof AppError ? error.options.details?.retry_after_ms : undefined;
  return typeof ms === 'number' ? ms : undefined;
}
