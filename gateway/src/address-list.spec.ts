import { describe, expect, it } from '@jest/globals';
import { addressGroup } from '@mojian/contracts/address-group';
import { isListed, parseAddressList, plainAddress } from './address-list.js';

describe('B18: what counts as one address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s is in %s', (address, group) => {
    expect(addressGroup(address)).toBe(group);
  });
});

describe('a list of addresses', () => {
  const list = parseAddressList('10.1.0.0/16, 192.0.2.7,2001:db8::/32, ::1');

  it.each([
    ['10.1.2.3', true],
    ['10.2.0.0', false],
    ['192.0.2.7', true],
    ['192.0.2.70', false],
    ['2001:db8:ffff::1', true],
    ['2001:db9::1', false],
    ['::1', true],
    ['::ffff:10.1.2.3', true],
    ['unknown', false],
    ['', false],
  ])('holds %s: %s', (address, isIn) => {
    expect(list && isListed(list, plainAddress(address))).toBe(isIn);
  });

  it.each(['10.0.0.0/33', '::/129', '10.0.0', 'example.com', '10.0.0.0/8/8', '10.0.0.1/-1', '', '10.0.0.1,'])(
    'refuses %j',
    (text) => {
      expect(parseAddressList(text)).toBeUndefined();
    },
  );
});
