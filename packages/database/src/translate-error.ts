import { AppError } from '@mojian/contracts/app-error';

/**
 * SQLSTATEs that mean: not now. 08 connection, 53 resources (connections, memory, disk), 57P shutdown, 58030 disk
 * failure, 55P03 lock, 57014 time-out, 25P03 idle in transaction, 25006 read-only.
 */
const passing = /^(08...|53...|57P0[1-5]|58030|55P03|57014|25P03|25006)$/;
const goingDown = /^(08...|57P0[1-5])$/;
const sqlState = /^[0-9A-Z]{5}$/;
const socketFailures = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** What pg and its pool say without any code. */
const spoken =
  /timeout exceeded when trying to connect|^timeout expired$|connection terminated|client has encountered a connection error|client was closed and is not queryable|already released|driver not connected|connection timeout/i;

const uniqueViolation = '23505';
const conflicts = new Set(['40001', '40P01']);

/** A field of the error of pg, which TypeORM wraps in its own. */
function textField(error: unknown, field: 'code' | 'constraint' | 'message'): string {
  if (typeof error !== 'object' || error === null) return '';
  const inner = 'driverError' in error ? error.driverError : error;
  const value: unknown = typeof inner === 'object' && inner !== null ? Reflect.get(inner, field) : undefined;
  return typeof value === 'string' ? value : '';
}

/** What the database could not do now is DEPENDENCY_DOWN; anything else comes back as it is. */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = textField(error, 'code');
  const down =
    passing.test(code) || socketFailures.has(code) || (code === '' && spoken.test(textField(error, 'message')));
  return down ? databaseDown('the database did not answer', error) : error;
}

export const databaseDown = (reason: string, cause: unknown): AppError =>
  new AppError('DEPENDENCY_DOWN', reason, { cause });

/** Whether the server itself answered with a refusal that says nothing about its end: it lives. */
export function isRefusalByServer(error: unknown): boolean {
  const code = textField(error, 'code');
  return sqlState.test(code) && !socketFailures.has(code) && !goingDown.test(code);
}

/** Whether a unique index refused the row; with `constraint`, whether that one did. */
export const isUniqueViolation = (error: unknown, constraint?: string): boolean =>
  textField(error, 'code') === uniqueViolation &&
  (constraint === undefined || textField(error, 'constraint') === constraint);

/** A deadlock or a serialization failure: the same transaction may well succeed when it is run again. */
export const isConflict = (error: unknown): boolean => conflicts.has(textField(error, 'code'));

/** Name of the constraint or unique index that refused the row; empty where it was none. */
export const violatedConstraint = (error: unknown): string => textField(error, 'constraint');
