import type { RouteSpec } from '@mojian/contracts/route';
import type { Request, RequestHandler, Response } from 'express';
import { acceptOf, askForSocket } from './ask-for-socket.js';
import { socketProtocol } from './check-handshake.js';
import type { ServiceUrls } from './forward.js';
import type { Endable } from './open-streams.js';
import { relaySocket } from './relay-socket.js';
import { InstanceAgent, inTurn } from './service-instances.js';
import { type UpstreamHeaderOptions, upstreamHeaders } from './upstream-headers.js';

export interface UpgradeOptions extends UpstreamHeaderOptions {
  /** Addresses of the instances of each service. */
  readonly serviceUrls: ServiceUrls;
  /** A side that says nothing for so long is taken for gone, ms. */
  readonly silentMs: number;
  /** Called when a WebSocket has been opened; whoever ends it need not know which kind of stream it is. */
  readonly onOpen: (socket: Endable, response: Response) => void;
}

const defaultBudgetMs = 10_000;

/**
 * The last step of a request for a WebSocket, after all those that a plain request passes: the service is asked for
 * one, and only when it has agreed are the client's bytes let through. Extensions are not: nothing here is compressed,
 * so that what a service reads is what came by.
 */
export function createUpgrade(options: UpgradeOptions): (route: RouteSpec) => RequestHandler {
  return (route) => {
    if (route.owner === 'gateway') throw new Error(`route ${route.id} is the gateway's own`);
    const instances = options.serviceUrls[route.owner].map((url) => new URL(url));
    const agent = new InstanceAgent(instances, { keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
    const nextOrigin = inTurn(instances);
    return async (request, response) => {
      const asked = askForSocket({
        origin: nextOrigin(),
        agent,
        path: request.url,
        headers: { ...upstreamHeaders({ request, response, route }, options), ...handshakeOf(request) },
        timeoutMs: route.timeoutMs ?? defaultBudgetMs,
      });
      response.once('close', asked.abort);
      const upstream = await asked.socket;
      agree(request, response);
      const socket = relaySocket({ client: request.socket, upstream, silentMs: options.silentMs });
      options.onOpen(socket, response);
    };
  };
}

function handshakeOf({ headers }: Request): Record<string, string> {
  return {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': headers['sec-websocket-key'] ?? '',
    ...(headers['sec-websocket-protocol'] && { 'sec-websocket-protocol': socketProtocol }),
  };
}

/** A page that offers protocols hangs up where none is chosen, so it is the gateway that chooses. */
function agree({ headers }: Request, response: Response): void {
  response.writeHead(101, {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-accept': acceptOf(headers['sec-websocket-key'] ?? ''),
    ...(headers['sec-websocket-protocol'] && { 'sec-websocket-protocol': socketProtocol }),
  });
  response.end();
}
