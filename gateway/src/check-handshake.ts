import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '@mojian/contracts/app-error';
import type { Request, RequestHandler } from 'express';
import { exchangeOf } from './exchange.js';

export interface CheckHandshakeOptions {
  readonly publicOrigin: URL | undefined;
  /** Other origins whose pages may connect (GATEWAY_CORS_ORIGINS). */
  readonly corsOrigins: readonly string[];
}

/** The only subprotocol that there is. Pages offer their token beside it, since they can set no header. */
export const socketProtocol = 'mojian.v1';
const tokenProtocol = 'mojian.bearer.';
const webSocketVersion = '13';
/** 16 bytes. */
const keySyntax = /^[A-Za-z0-9+/]{22}==$/;

/** A plain request where there is a WebSocket, and one for a version of it that nobody here speaks. */
export const requireUpgrade: RequestHandler = (_request, response) => {
  response.setHeader('upgrade', 'websocket');
  response.setHeader('sec-websocket-version', webSocketVersion);
  throw new AppError('UPGRADE_REQUIRED', `the request asks for no WebSocket of version ${webSocketVersion}`);
};

/**
 * Refuses a handshake that is not RFC 6455's, and one by a page of another origin: browsers let any page open a
 * WebSocket and keep none from reading it. A token among the offered protocols becomes the Authorization header that
 * it stands for, so that no later step sees it elsewhere.
 */
export function checkHandshake({ publicOrigin, corsOrigins }: CheckHandshakeOptions): RequestHandler {
  const listed = new Set(publicOrigin ? [...corsOrigins, publicOrigin.origin] : corsOrigins);
  return (request, response, next) => {
    const { headers, httpVersion } = request;
    if (headers['sec-websocket-version'] !== webSocketVersion) return requireUpgrade(request, response, next);
    if (httpVersion !== '1.1') throw refused('an upgrade in another version than HTTP/1.1');
    if (!keySyntax.test(headers['sec-websocket-key'] ?? '')) throw refused('the key of the WebSocket is malformed');
    if (!listed.has(headers.origin ?? '') && !isOwnOrigin(request, response)) {
      throw new AppError('ORIGIN_REFUSED', 'the page that connects is none of ours');
    }
    request.headers = withTokenInPlace(headers);
    next();
  };
}

const refused = (reason: string): AppError => new AppError('HEADER_REFUSED', reason);

/** The host has been found to be one of ours by then. */
function isOwnOrigin({ headers }: Request, response: object): boolean {
  const { protocol, host } = exchangeOf(response).client;
  const own = `${protocol}://${host}`;
  return URL.canParse(own) && headers.origin === new URL(own).origin;
}

function withTokenInPlace(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { 'sec-websocket-protocol': offer, ...others } = headers;
  if (offer === undefined) return headers;
  const offered = offer.split(',').map((protocol) => protocol.trim());
  if (!offered.includes(socketProtocol)) throw refused(`${socketProtocol} is not among the offered protocols`);
  const [token, another] = offered.filter((protocol) => protocol.startsWith(tokenProtocol));
  const chosen = { ...others, 'sec-websocket-protocol': socketProtocol };
  if (token === undefined) return chosen;
  if (another !== undefined || headers.authorization !== undefined) {
    throw new AppError('TOKEN_INVALID', 'there are two access tokens');
  }
  return { ...chosen, authorization: `Bearer ${token.slice(tokenProtocol.length)}` };
}
