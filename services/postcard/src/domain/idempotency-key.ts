import { AppError } from '@mojian/contracts/app-error';

const LONGEST_KEY = 255;

/** The value of the header `Idempotency-Key`; null where there is none, VALIDATION_FAILED where it is too long. */
export function readIdempotencyKey(header: string | undefined): string | null {
  const key = header?.trim() ?? '';
  if (key.length <= LONGEST_KEY) return key === '' ? null : key;
  const problem = { path: 'Idempotency-Key', message: `must have at most ${LONGEST_KEY} characters` };
  throw new AppError('VALIDATION_FAILED', 'the idempotency key is too long', { details: { errors: [problem] } });
}
