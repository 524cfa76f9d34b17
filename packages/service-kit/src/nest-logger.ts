import type { Logger } from '@mojian/telemetry/logger';
import type { LoggerService } from '@nestjs/common';

/** What Nest says about itself, as events of our log; its chatter only at level debug. */
export function nestLogger(logger: Logger): LoggerService {
  const event = (message: unknown, rest: unknown[]) =>
    message instanceof Error ? { error: message } : { message: String(message), context: rest.at(-1) };
  return {
    log: (message: unknown, ...rest: unknown[]) => logger.debug('nest.log', event(message, rest)),
    warn: (message: unknown, ...rest: unknown[]) => logger.warn('nest.warning', event(message, rest)),
    error: (message: unknown, ...rest: unknown[]) =>
      logger.error('nest.error', { ...event(message, rest), stack: rest[0] }),
    fatal: (message: unknown, ...rest: unknown[]) =>
      logger.error('nest.fatal', { ...event(message, rest), stack: rest[0] }),
  };
}
