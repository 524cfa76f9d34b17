import { isIP } from 'node:net';
import { isListed, parseAddressList, plainAddress } from './address-list.js';

/** Names that links may be made of, lower-case and without port; `any` where a proxy in front has checked them. */
export type AllowedHosts = ReadonlySet<string> | 'any';

const loopback = parseAddressList('127.0.0.0/8, ::1');

/**
 * Whether links may be made of a Host header. Besides the allowed names there are the ones of this machine: localhost,
 * and the address that the connection itself came in by, so that a phone in the same network needs no configuration.
 */
export function isAllowedHost(host: string, allowed: AllowedHosts, localAddress: string | undefined): boolean {
  if (allowed === 'any') return true;
  const name = host.replace(/:\d+$/, '').toLowerCase();
  if (name === 'localhost' || allowed.has(name)) return true;
  const address = name.startsWith('[') ? name.slice(1, -1) : name;
  if (isIP(address) === 0) return false;
  if (loopback && isListed(loopback, address)) return true;
  return address === plainAddress(localAddress ?? '');
}
