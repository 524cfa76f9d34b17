import type { Blame } from './error-codes.data.js';
import { type ErrorCode, errorSpec } from './error-codes.js';

export interface AppErrorOptions {
  readonly cause?: unknown;
  /** Sent to the caller: never a secret, a stack or another user's data. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Replaces the table's sentence for people, in both languages. */
  readonly say?: { readonly zh: string; readonly en: string };
}

/**
 * The one error of the product. `message` is for the log; people see the table's sentence (or `say`) in their language.
 */
export class AppError extends Error {
  readonly blame: Blame;
  readonly retryable: boolean;

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly options: AppErrorOptions = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    const spec = errorSpec(code);
    this.blame = spec.blame;
    this.retryable = spec.retryable ?? spec.blame === 'upstream';
  }

  /** The sentence for people. */
  say(language: 'zh' | 'en'): string {
    return (this.options.say ?? errorSpec(this.code))[language];
  }
}

/** Anything thrown, as an AppError: what is not one already is ours and tells nobody why. */
export const asAppError = (error: unknown): AppError =>
  error instanceof AppError
    ? error
    : new AppError('INTERNAL', error instanceof Error ? error.message : String(error), { cause: error });
