import type { Logger } from '@mojian/telemetry/logger';

/** `close` breaks off what is still under way after 8 s; this ends the process if even that does not come through. */
const graceMs = 10_000;

/** Ends the process in order at SIGTERM and SIGINT, and at once, with the error in the log, at what nobody caught. */
export function endWithProcess({ logger, close }: { logger: Logger; close: () => Promise<void> }): void {
  const crash = (error: unknown): void => {
    logger.error('process.crashed', { error });
    process.exit(1);
  };
  const stop = (signal: NodeJS.Signals): void => {
    logger.info('process.stopping', { signal });
    setTimeout(() => process.exit(0), graceMs).unref();
    close().then(() => process.exit(0), crash);
  };
  process.once('SIGTERM', stop).once('SIGINT', stop).on('unhandledRejection', crash).on('uncaughtException', crash);
}
