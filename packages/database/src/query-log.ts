import type { Logger } from '@mojian/telemetry/logger';
import type { Logger as TypeOrmLogger } from 'typeorm';

/** What TypeORM has to say, without parameters: they are people's words and data. */
export class QueryLog implements TypeOrmLogger {
  constructor(private readonly logger: Logger) {}

  logQuery(query: string): void {
    this.logger.debug('sql.query', { query });
  }

  logQueryError(error: string | Error, query: string): void {
    this.logger.debug('sql.failed', { query, error });
  }

  logQuerySlow(time: number, query: string): void {
    this.logger.warn('sql.slow', { query, ms: time });
  }

  logSchemaBuild(message: string): void {
    this.logger.info('sql.schema', { message });
  }

  logMigration(message: string): void {
    this.logger.info('sql.migration', { message });
  }

  log(level: 'log' | 'info' | 'warn', message: unknown): void {
    this.logger[level === 'warn' ? 'warn' : 'debug']('sql.note', { message });
  }
}
