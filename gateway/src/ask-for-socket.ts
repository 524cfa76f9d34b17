import { createHash } from 'node:crypto';
import { type Agent, type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { AppError } from '@mojian/contracts/app-error';

export interface AskForSocketOptions {
  readonly origin: URL;
  readonly agent: Agent;
  readonly path: string;
  /** With those of the handshake. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

export interface AskedSocket {
  /** Rejects with UPSTREAM_UNREACHABLE for any answer but a right 101, with UPSTREAM_TIMEOUT for none. */
  readonly socket: Promise<Socket>;
  readonly abort: () => void;
}

/** RFC 6455, 1.3. */
const acceptSuffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** What proves that whoever answers a handshake has read its key. */
export const acceptOf = (key: string): string => createHash('sha1').update(`${key}${acceptSuffix}`).digest('base64');

/** Asks a service for a WebSocket. Whatever else it answers has not been asked for, and is for nobody. */
export function askForSocket({ origin, agent, path, headers, timeoutMs }: AskForSocketOptions): AskedSocket {
  const { hostname, port, host } = origin;
  const request = httpRequest({ agent, hostname, port, path, headers: { ...headers, host } });
  const late = setTimeout(
    () => request.destroy(new AppError('UPSTREAM_TIMEOUT', `no answer in ${timeoutMs} ms`)),
    timeoutMs,
  );
  const socket = socketOf(request, headers).finally(() => clearTimeout(late));
  request.end();
  return { socket, abort: () => request.destroy() };
}

function socketOf(request: ClientRequest, headers: Readonly<Record<string, string>>): Promise<Socket> {
  return new Promise((resolve, reject) => {
    request.once('upgrade', (answer, socket, head) => {
      if (!(socket instanceof Socket) || !isAgreed(answer, headers)) {
        socket.destroy();
        reject(unreachable('agreed to another upgrade than the one asked for'));
        return;
      }
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    request.once('response', (answer) => {
      answer.destroy();
      reject(unreachable(`answered ${answer.statusCode} to an upgrade`));
    });
    request.on('error', (error) => {
      reject(error instanceof AppError ? error : unreachable('could not be asked for an upgrade', error));
    });
    request.once('close', () => reject(unreachable('hung up on an upgrade')));
  });
}

function isAgreed({ headers }: IncomingMessage, asked: Readonly<Record<string, string>>): boolean {
  const protocol = headers['sec-websocket-protocol'];
  return (
    headers.upgrade?.toLowerCase() === 'websocket' &&
    headers['sec-websocket-accept'] === acceptOf(asked['sec-websocket-key'] ?? '') &&
    headers['sec-websocket-extensions'] === undefined &&
    (protocol === undefined || protocol === asked['sec-websocket-protocol'])
  );
}

const unreachable = (what: string, cause?: Error): AppError =>
  new AppError('UPSTREAM_UNREACHABLE', `the service ${what}`, { cause });
