import { domainToASCII, domainToUnicode } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalDomain } from './normal-domain.ts';

describe('the normal form of a domain', () => {
  test.each([
    ['WWW.Google.com.', 'www.google.com'],
    ['..a...b..', 'a.b'],
    ['xn--bcher-kva.EXAMPLE', 'bücher.example'],
    ['XN--BCHER-KVA', 'bücher'],
    ['Bücher', 'bücher'],
    ['frontend-7cb6-*', 'frontend-7cb6-*'],
    ['*.xn--fiq228c', '*.中文'],
    ['', ''],
  ])('of %j is %j', (value, normal) => {
    expect(normalDomain(value)).toBe(normal);
  });

  test.each(['xn--', 'xn--!', 'xn--99999999999', 'a.xn--ü', 'xn--abc-'])('%j has none', (value) => {
    expect(normalDomain(value)).toBeUndefined();
  });

  test('is what Node makes of punycode', () => {
    const label = fc.string({ unit: fc.constantFrom(...'abzé中文ñдקش0'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(label, (name) => {
        const ascii = domainToASCII(`${name}.example`);
        fc.pre(ascii.startsWith('xn--'));
        expect(normalDomain(ascii)).toBe(domainToUnicode(ascii));
      }),
      { numRuns: 500 },
    );
  });
});
