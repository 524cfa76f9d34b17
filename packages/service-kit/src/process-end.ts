import type { Logger } from '@mojian/telemetry/logger';

export interface ProcessEnd {
  readonly logger: Logger;
  /** Lets work under way finish; bounded by `graceMs`. */
  readonly close: () => Promise<void>;
  /** ms until the process ends all the same; 10 s unless told. */
  readonly graceMs?: number;
}

const defaultGraceMs = 10_000;

/**
 * Ends the process in order at SIGTERM and SIGINT (exit code 0), and at once, with the error in the log, at anything
 * thrown that nobody caught (exit code 1). Gives a function that takes these listeners away again.
 */
export function endWithProcess({ logger, close, graceMs = defaultGraceMs }: ProcessEnd): () => void {
  const crash = (error: unknown): void => {
    logger.error('process.crashed', { error });
    process.exit(1);
  };
  const stop = (signal: NodeJS.Signals): void => {
    logger.info('process.stopping', { signal });
    const deadline = setTimeout(() => {
      logger.warn('process.stopped_late', { graceMs });
      process.exit(0);
    }, graceMs);
    deadline.unref();
    close().then(() => process.exit(0), crash);
  };
  process.once('SIGTERM', stop).once('SIGINT', stop).on('unhandledRejection', crash).on('uncaughtException', crash);
  return () => {
    process.off('SIGTERM', stop).off('SIGINT', stop).off('unhandledRejection', crash).off('uncaughtException', crash);
  };
}
