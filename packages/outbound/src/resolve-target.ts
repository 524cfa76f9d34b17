import { isIP } from 'node:net';
import { AppError } from '@mojian/contracts/app-error';
import { isPublicAddress } from './public-address.js';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** All addresses of a host name. */
export type Resolve = (host: string) => Promise<readonly ResolvedAddress[]>;

export interface Target {
  readonly url: URL;
  /** Checked: whoever connects must connect to one of these, and ask nobody else. */
  readonly addresses: readonly ResolvedAddress[];
}

export interface TargetRules {
  /** Hosts that may be private: those that whoever runs the system named. */
  readonly allow: readonly string[];
  readonly resolve: Resolve;
}

const refused = (reason: string): AppError => new AppError('URL_REFUSED', `url refused: ${reason}`);

/**
 * Where a URL leads. Fails with URL_REFUSED unless it is http(s), without credentials, and every address of its host is
 * public; with UPSTREAM_UNREACHABLE where the host has none.
 */
export async function resolveTarget(given: string, { allow, resolve }: TargetRules): Promise<Target> {
  const url = URL.parse(given);
  if (!url) throw refused('not a URL');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refused('neither http nor https');
  if (url.username !== '' || url.password !== '') throw refused('it carries credentials');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = await addressesOf(host, resolve);
  if (!allow.includes(url.hostname) && !addresses.every(({ address }) => isPublicAddress(address))) {
    throw refused('its host is not on the public Internet');
  }
  return { url, addresses };
}

async function addressesOf(host: string, resolve: Resolve): Promise<readonly ResolvedAddress[]> {
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  const addresses = await resolve(host).catch((cause: unknown) => {
    throw new AppError('UPSTREAM_UNREACHABLE', `the host ${host} has no address`, { cause });
  });
  if (addresses.length === 0) throw new AppError('UPSTREAM_UNREACHABLE', `the host ${host} has no address`);
  return addresses;
}
