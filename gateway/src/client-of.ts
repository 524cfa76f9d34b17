import type { IncomingMessage } from 'node:http';
import { type BlockList, isIP } from 'node:net';
import { TLSSocket } from 'node:tls';
import { isListed, plainAddress } from './address-list.js';

/** Who stands at the other end, as far as it can be believed. */
export interface Client {
  /** An IP address; '' where the connection has gone already. */
  readonly address: string;
  readonly protocol: 'http' | 'https';
  /** Name and port that the client asked for, unchecked; '' where it told none. */
  readonly host: string;
}

/** Proxies of ours in front of the gateway: how many there are, or which addresses they have. */
export type TrustedProxies = number | BlockList;

/**
 * Reads `X-Forwarded-For` from its end, which our own proxies wrote, and only as far as they are trusted: whatever a
 * client puts in front of that is not looked at. Takes any request of Node's, also one that asks for an upgrade.
 */
export function createClientOf(trusted: TrustedProxies): (request: IncomingMessage) => Client {
  const trusts = (address: string, hop: number): boolean =>
    typeof trusted === 'number' ? hop < trusted : isListed(trusted, address);
  return ({ headers, socket }) => {
    const peer = plainAddress(socket.remoteAddress ?? '');
    const told = trusts(peer, 0) ? headers : {};
    const secure = told['x-forwarded-proto'] ?? (socket instanceof TLSSocket ? 'https' : 'http');
    return {
      address: farthest(peer, { chain: listOf(told['x-forwarded-for']), trusts }),
      protocol: listOf(secure)[0] === 'https' ? 'https' : 'http',
      host: listOf(told['x-forwarded-host'])[0] || (headers.host ?? ''),
    };
  };
}

interface Chain {
  readonly chain: readonly string[];
  readonly trusts: (address: string, hop: number) => boolean;
}

function farthest(peer: string, { chain, trusts }: Chain): string {
  let address = peer;
  const behind = [...chain];
  for (let hop = 0; trusts(address, hop); hop += 1) {
    const next = plainAddress(behind.pop() ?? '');
    if (isIP(next) === 0) break;
    address = next;
  }
  return address;
}

const listOf = (header: string | string[] | undefined): string[] =>
  String(header ?? '')
    .split(',')
    .map((item) => item.trim());
