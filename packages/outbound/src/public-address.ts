import { BlockList, isIP } from 'node:net';

/** IPv4 ranges that are not public unicast (IANA special-purpose registry, RFC 6890 and successors). */
const special4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  // Link-local, and with it the metadata servers of most clouds.
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // A public number that Azure answers on the inside of its machines.
  '168.63.129.16/32',
];

/** The only IPv6 range with public unicast: outside of it lie mapped addresses, NAT64, local and multicast ones. */
const global6 = '2000::/3';

/** What is special inside of it: Teredo and other protocols, documentation, 6to4. */
const special6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

function listOf(family: 'ipv4' | 'ipv6', ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', prefix = ''] = range.split('/');
    list.addSubnet(network, Number(prefix), family);
  }
  return list;
}

const refused4 = listOf('ipv4', special4);
const allowed6 = listOf('ipv6', [global6]);
const refused6 = listOf('ipv6', special6);

/** Whether an IP address, as the resolver or `new URL` spells it, is one of a host on the public Internet. */
export function isPublicAddress(address: string): boolean {
  // A zone makes an address one of a link of this machine.
  if (address.includes('%')) return false;
  const family = isIP(address);
  if (family === 4) return !refused4.check(address, 'ipv4');
  return family === 6 && allowed6.check(address, 'ipv6') && !refused6.check(address, 'ipv6');
}
