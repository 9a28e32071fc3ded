import { expect, test } from 'vitest';
import { formatVersion4, parseAddress } from './address.ts';
import { addressScope } from './address-scope.ts';
import { cidrContains, parseCidr } from './cidr.ts';

test.each([
  ['10.0.0.0/8', '10.255.1.2', true],
  ['10.0.0.0/8', '11.0.0.1', false],
  ['10.0.0.77/8', '10.1.1.1', true],
  ['0.0.0.0/0', '203.0.113.9', true],
  ['203.0.113.9', '203.0.113.9', true],
  ['203.0.113.8/31', '203.0.113.9', true],
  ['192.168.0.0/16', '192.169.0.0', false],
  ['::/0', '10.0.0.1', false],
  ['0.0.0.0/0', '::1', false],
  ['2001:db8::/32', '2001:db8:1::7', true],
  ['2001:db8::/32', '2001:db9::', false],
  ['::ffff:10.0.0.0/104', '::ffff:10.9.9.9', true],
])('%s contains %s: %s', (block, address, expected) => {
  expect(cidrContains(parseCidr(block)!, parseAddress(address)!)).toBe(expected);
});

test.each(['10.0.0.0/33', '10.0.0/8', '10.0.0.256/8', '10.0.0.0/', '1.2.3.04', ':::/3', '1::2::3', '1:2:3', 'x', ''])(
  '%j is no block',
  (text) => expect(parseCidr(text)).toBeUndefined(),
);

test('an address prints as it was read', () => {
  expect(formatVersion4(parseAddress('203.0.113.9') as number)).toBe('203.0.113.9');
});

test.each([
  ['10.1.2.3', 'pvt'],
  ['172.31.0.1', 'pvt'],
  ['172.32.0.1', 'pub'],
  ['192.168.1.1', 'pvt'],
  ['169.254.169.254', 'pub'],
  ['8.8.8.8', 'pub'],
])('%s is %s to a flow log', (ip, scope) => expect(addressScope(ip)).toBe(scope));
