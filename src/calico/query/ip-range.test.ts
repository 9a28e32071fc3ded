import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAddress, parseIpRange } from './ip-range.ts';

describe('addresses and networks', () => {
  test.each([
    ['10.0.0.1', '10.0.0.1'],
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['10.1.2.3/32', '10.1.2.3/32'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['::', '::'],
    ['::1', '::1'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['1:2:3:4:5:6:0:8', '1:2:3:4:5:6:0:8'],
    ['fe80::/10', 'fe80::/10'],
    ['fe80::1234/10', 'fe80::/10'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
  ])('%s reads as %s', (text, canonical) => {
    expect(parseIpRange(text)?.text).toBe(canonical);
  });

  test.each([
    '',
    '10.0.0',
    '10.0.0.256',
    '10.0.0.01',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/08',
    '/8',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '::/129',
    '12345::',
    'g::',
    '1.2.3.4::',
    '::1.2.3',
    'localhost',
  ])('%j is neither', (text) => {
    expect(parseIpRange(text)).toBeUndefined();
  });

  test('a network holds what Node says it holds', () => {
    const mask = fc.integer({ min: 0, max: 128 });
    const address = fc.oneof(fc.ipV4(), fc.ipV6());
    const near = fc.tuple(address, address).map(([base, other]) => ({ base, other }));
    fc.assert(
      fc.property(near, mask, fc.boolean(), ({ base, other }, width, same) => {
        const bits = base.includes(':') ? width : width % 33;
        const asked = same ? base : other;
        // Node takes a mapped IPv4 address for IPv6, Go and the index take it for IPv4.
        fc.pre([base, asked].every((text) => !/^[0:]+:ffff:/i.test(text) || !text.includes(':')));
        fc.pre(base.includes(':') === asked.includes(':'));
        const list = new BlockList();
        const family = base.includes(':') ? 'ipv6' : 'ipv4';
        list.addSubnet(base, bits, family);
        const { first, last } = parseIpRange(`${base}/${bits}`)!;
        const value = parseAddress(asked)!;
        expect(value >= first && value <= last).toBe(list.check(asked, family));
      }),
    );
  });
});
