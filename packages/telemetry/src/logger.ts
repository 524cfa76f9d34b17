import winston from 'winston';
import { redact } from './redact.js';
import { currentContext } from './request-context.js';

export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

type LogEvent = (event: string, fields?: object) => void;

/** One event is one JSON line: a name (`task.settled`) and fields, never prose. */
export interface Logger {
  readonly error: LogEvent;
  readonly warn: LogEvent;
  readonly info: LogEvent;
  readonly debug: LogEvent;
}

export interface LoggerOptions {
  readonly service: string;
  readonly level: LogLevel;
  /** Where the lines go; stdout unless told. */
  readonly stream?: NodeJS.WritableStream;
}

/** Logs with `time`, `service` and the ids of the current context; fields go through `redact`. */
export function createLogger({ service, level, stream = process.stdout }: LoggerOptions): Logger {
  const sink = winston.createLogger({
    level,
    format: winston.format.printf((info) => JSON.stringify(info.line)),
    transports: [new winston.transports.Stream({ stream, eol: '\n' })],
  });
  const at =
    (severity: LogLevel): LogEvent =>
    (event, fields = {}) => {
      if (!sink.isLevelEnabled(severity)) return;
      const line = { time: new Date().toISOString(), level: severity, service, event, ...contextFields() };
      sink.log({ level: severity, message: event, line: { ...asFields(redact(fields)), ...line } });
    };
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}

const asFields = (fields: unknown): object => (typeof fields === 'object' && fields !== null ? fields : {});

function contextFields(): Record<string, string> {
  const context = currentContext();
  return {
    ...(context && { request_id: context.requestId }),
    ...(context?.taskId && { task_id: context.taskId }),
    ...(context?.userId && { user_id: context.userId }),
  };
}
