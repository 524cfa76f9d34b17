import { type ErrorSpec, errorCodes } from './error-codes.data.js';

export type ErrorCode = keyof typeof errorCodes;

export const isErrorCode = (code: unknown): code is ErrorCode =>
  typeof code === 'string' && Object.hasOwn(errorCodes, code);

/** The entry of a code with its optional fields visible to the compiler. */
export const errorSpec = (code: ErrorCode): ErrorSpec => errorCodes[code];
