import { Writable } from 'node:stream';
import winston from 'winston';
import { boundedSink } from './bounded-sink.js';
import { logLine } from './log-line.js';
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

/**
 * Logs with `time`, `service` and the ids of the current context; fields go through `redact`. Never throws and never
 * waits: where nobody reads the stream, lines are dropped, and their number is told once it is read again.
 */
export function createLogger({ service, level, stream = process.stdout }: LoggerOptions): Logger {
  const sink = boundedSink(stream);
  const output = new Writable({
    decodeStrings: false,
    write: (line: string, _encoding, done) => {
      sink.write(line);
      done();
    },
  });
  const logger = winston.createLogger({
    level,
    format: winston.format.printf((info) => String(info.message)),
    transports: [new winston.transports.Stream({ stream: output, eol: '' })],
  });
  const write = (severity: LogLevel, event: string, fields: object): void => {
    const base = { time: new Date().toISOString(), level: severity, service, event, ...contextFields() };
    logger.log(severity, logLine(base, fields));
  };
  const at =
    (severity: LogLevel): LogEvent =>
    (event, fields = {}) => {
      if (!logger.isLevelEnabled(severity)) return;
      const dropped = sink.takeDropped();
      if (dropped > 0) write('warn', 'log.dropped', { lines: dropped });
      write(severity, event, fields);
    };
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}

function contextFields(): Record<string, string> {
  const context = currentContext();
  return {
    ...(context && { request_id: context.requestId }),
    ...(context?.taskId && { task_id: context.taskId }),
    ...(context?.userId && { user_id: context.userId }),
  };
}
