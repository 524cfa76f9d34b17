/** A failure that the API answered, or `status` 0 when nothing answered at all. */
export class ApiError extends Error {
  constructor(
    /** HTTP status; business refusals of the mini dialect are 200. */
    readonly status: number,
    /** Stable code of docs/error-codes.md, or `NETWORK`, `MALFORMED`. */
    readonly code: string,
    message: string,
    readonly options: { readonly cause?: unknown; readonly details?: unknown; readonly requestId?: string } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'ApiError';
  }
}
