import { BlockList, isIP } from 'node:net';

/** Addresses and networks (CIDR) of IPv4 and IPv6, or undefined where one of them is none. */
export function parseAddressList(text: string): BlockList | undefined {
  const list = new BlockList();
  const entries = text.split(',').map((entry) => entry.trim());
  return entries.every((entry) => add(list, entry)) ? list : undefined;
}

function add(list: BlockList, entry: string): boolean {
  const [address = '', prefix, rest] = entry.split('/');
  const version = isIP(address);
  if (version === 0 || rest !== undefined) return false;
  const longest = version === 6 ? 128 : 32;
  if (prefix !== undefined && (!/^\d{1,3}$/.test(prefix) || Number(prefix) > longest)) return false;
  list.addSubnet(address, prefix === undefined ? longest : Number(prefix), familyOf(version));
  return true;
}

const familyOf = (version: number): 'ipv4' | 'ipv6' => (version === 6 ? 'ipv6' : 'ipv4');

/** Whether a plain address (`plainAddress`) is in the list; what is no address is in none. */
export function isListed(list: BlockList, address: string): boolean {
  const version = isIP(address);
  return version !== 0 && list.check(address, familyOf(version));
}

/** An address in one spelling: IPv4 as such even where a socket of IPv6 tells it, without the name of an interface. */
export function plainAddress(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped ?? address.split('%', 1)[0] ?? '';
}
