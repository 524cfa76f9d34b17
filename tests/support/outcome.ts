import { ApiError } from '@mojian/sdk/api-error';

/** How one call ended, as a client sees it. */
export interface Outcome<T> {
  /** `OK`, or the code of the error. */
  readonly code: string;
  /** HTTP status; 0 when nothing answered. */
  readonly status: number;
  /** What the client's library says, where nothing answered. */
  readonly reason: string;
  readonly ms: number;
  readonly value: T | undefined;
}

export async function outcomeOf<T>(call: Promise<T>): Promise<Outcome<T>> {
  const startedAt = performance.now();
  const ms = (): number => Math.round(performance.now() - startedAt);
  try {
    const value = await call;
    return { code: 'OK', status: 200, reason: '', ms: ms(), value };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { code: error.code, status: error.status, reason: reasonOf(error), ms: ms(), value: undefined };
  }
}

function reasonOf({ message, options: { cause } }: ApiError): string {
  const inner = cause instanceof Error ? cause.cause : undefined;
  return `${message} ${inner instanceof Error ? Reflect.get(inner, 'code') : ''}`;
}

/** Figures of a fault test, for whoever reads the log. */
export const report = (what: string, figures: Readonly<Record<string, unknown>>): void => {
  process.stdout.write(`${what}: ${JSON.stringify(figures)}\n`);
};

/** Whether the full form of the tests is asked for: `run.sh test --full`. */
export const isFull = process.env.MOJIAN_TEST_FULL === '1';
