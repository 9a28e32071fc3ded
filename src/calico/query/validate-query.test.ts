import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DataSet } from '../types.ts';
import { formatQuery, parseQuery, QueryError, validateQuery } from './index.ts';

const check = (dataSet: DataSet, query: string): string => {
  try {
    return formatQuery(validateQuery(parseQuery(query), dataSet));
  } catch (error) {
    expect(error).toBeInstanceOf(QueryError);
    return (error as Error).message;
  }
};

describe('keys', () => {
  test.each<[DataSet, string, string]>([
    ['flows', 'nosuchkey = x', 'invalid key: nosuchkey'],
    ['flows', 'dest_labels = x', 'invalid key: dest_labels'],
    ['flows', 'policies = x', 'invalid key: policies'],
    ['flows', 'qname = x', 'invalid key: qname'],
    ['flows', 'client_name = x', 'invalid key: client_name'],
    ['dns', 'type = log', 'invalid key: type'],
    ['dns', 'rtype = A', 'invalid key: rtype'],
    ['dns', 'servers = x', 'invalid key: servers'],
    ['dns', 'rrsets = x', 'invalid key: rrsets'],
    ['dns', 'client_labels = x', 'invalid key: client_labels'],
    ['dns', '"client_labels." = x', 'invalid key: client_labels.'],
    ['audit', 'source_ip = "1.2.3.4"', 'invalid key: source_ip'],
    ['audit', '"objectRef.uid" = x', 'invalid key: objectRef.uid'],
    ['l7', 'dest_ip = "1.2.3.4"', 'invalid key: dest_ip'],
  ])('%s refuses %s', (dataSet, query, message) => {
    expect(check(dataSet, query)).toBe(message);
  });

  test.each<[DataSet, string]>([
    ['flows', '"dest_labels.labels" = "a=b"'],
    ['flows', '"policies.all_policies" = "0|__PROFILE__|x|allow|0"'],
    ['flows', 'dest_domains = x'],
    ['flows', 'tcp_unrecovered_to = "5"'],
    ['dns', '"client_labels.app" = X'],
    ['dns', '"servers.labels.k8s-app" = x'],
    ['audit', '"responseStatus.code" = "404"'],
    ['l7', 'response_code = "500"'],
    ['waf', 'anything = goes'],
    ['vulnerability', 'cvss_score > "7"'],
  ])('%s accepts %s', (dataSet, query) => {
    expect(check(dataSet, query)).toBe(query);
  });

  test('sets are never checked, neither key nor members', () => {
    expect(check('flows', 'nosuchkey IN {x} AND action NOTIN {nonsense}')).toBe(
      'nosuchkey IN {x} AND action NOTIN {nonsense}',
    );
  });

  test('what stands in parentheses is checked as well', () => {
    expect(check('dns', 'NOT (qname = a OR (rcode = x AND nope = y))')).toBe('invalid key: nope');
  });
});

describe('values', () => {
  test.each<[string, DataSet, string, string]>([
    ['capitals of an enum', 'flows', 'action = Allow', 'invalid value for action: Allow'],
    ['a reporter that is not accepted', 'flows', 'reporter = fwd', 'invalid value for reporter: fwd'],
    ['an unknown type', 'flows', 'source_type = pod', 'invalid value for source_type: pod'],
    ['sctp', 'flows', 'proto = sctp', 'invalid value for proto: sctp'],
    ['a word for a port', 'flows', 'dest_port = http', 'invalid value for dest_port: http'],
    ['a port too high', 'flows', 'dest_port = 65536', 'invalid value for dest_port: 65536 > 65535'],
    ['a negative port', 'flows', 'dest_port = "-1"', 'invalid value for dest_port: -1 < 0'],
    ['a negative count', 'flows', 'bytes_in >= "-1"', 'invalid value for bytes_in: -1 < 0'],
    ['a fraction', 'flows', 'num_flows > 1.5', 'invalid value for num_flows: 1.5'],
    [
      'what 64 bits cannot hold',
      'flows',
      'bytes_in > 9223372036854775808',
      'invalid value for bytes_in: 9223372036854775808',
    ],
    ['a hexadecimal port', 'flows', 'dest_port = 0x50', 'invalid value for dest_port: 0x50'],
    ['a label without =', 'flows', '"dest_labels.labels" = strict', 'invalid value for dest_labels.labels: strict'],
    ['a label with two =', 'flows', '"dest_labels.labels" = "a=b=c"', 'invalid value for dest_labels.labels: a=b=c'],
    ['a label without a value', 'flows', '"source_labels.labels" = "a="', 'invalid value for source_labels.labels: a='],
    ['half an address', 'flows', 'source_ip = "10.0.0"', 'invalid value for source_ip: 10.0.0'],
    ['a byte with a leading zero', 'flows', 'source_ip = "10.0.0.01"', 'invalid value for source_ip: 10.0.0.01'],
    ['a mask too long', 'flows', 'source_ip = "10.0.0.0/33"', 'invalid value for source_ip: 10.0.0.0/33'],
    ['a date in words', 'flows', 'start_time > yesterday', 'invalid value for start_time: "yesterday"'],
    ['a day that does not exist', 'dns', 'end_time > "2022-02-30"', 'invalid value for end_time: "2022-02-30"'],
    ['broken punycode', 'dns', 'qname = "xn--!.com"', 'invalid value for qname: xn--!.com'],
    ['an unknown record type', 'dns', 'qtype = AAAAA', 'invalid value for qtype: AAAAA'],
    ['a record type in small letters', 'dns', 'qtype = a', 'invalid value for qtype: a'],
    ['deletecollection', 'audit', 'verb = deletecollection', 'invalid value for verb: deletecollection'],
    ['a level in small letters', 'audit', 'level = metadata', 'invalid value for level: metadata'],
    ['a status below 100', 'audit', '"responseStatus.code" = 99', 'invalid value for responseStatus.code: 99 < 100'],
    ['a broken escape', 'audit', 'requestURI = "/a%zz"', 'invalid value for requestURI: /a%zz'],
    ['a colon in the first part', 'audit', 'apiVersion = "1:2"', 'invalid value for apiVersion: 1:2'],
  ])('refuses %s', (_what, dataSet, query, message) => {
    expect(check(dataSet, query)).toBe(message);
  });

  test.each<[string, DataSet, string, string]>([
    ['case and dots of a domain', 'dns', 'qname = "WWW..Google.com."', 'qname = "www.google.com"'],
    ['punycode', 'dns', 'qname = "xn--bcher-kva.example"', 'qname = "bücher.example"'],
    ['punycode without plain letters', 'dns', 'qname = "xn--fiq228c"', 'qname = 中文'],
    ['nothing of a name with a star', 'flows', 'source_name_aggr = "test-*"', 'source_name_aggr = "test-*"'],
    ['a CIDR to its network', 'flows', 'source_ip = "127.0.0.1/8"', 'source_ip = "127.0.0.0/8"'],
    ['an IPv6 address', 'flows', 'dest_ip = "2001:0DB8:0:0::1"', 'dest_ip = "2001:db8::1"'],
    ['an IPv6 network', 'dns', 'client_ip = "2001:db8::1/32"', 'client_ip = "2001:db8::/32"'],
    ['a mapped IPv4 address', 'flows', 'dest_ip = "::ffff:10.0.0.1"', 'dest_ip = "10.0.0.1"'],
    ['a time to UTC', 'dns', 'start_time > "2022-11-03T14:05:06+01:00"', 'start_time > "2022-11-03 13:05:06"'],
    ['not a plain time', 'flows', 'start_time > "2022-11-03 13:05:06"', 'start_time > "2022-11-03 13:05:06"'],
    ['not a day', 'audit', 'timestamp < "2022-11-03"', 'timestamp < "2022-11-03"'],
    ['not a numbered record type', 'dns', 'qtype = "#65"', 'qtype = "#65"'],
    ['not a protocol number', 'flows', 'proto = 132', 'proto = "132"'],
    ['not the comparator', 'flows', 'action > allow', 'action > allow'],
  ])('rewrites %s', (_what, dataSet, query, rewritten) => {
    expect(check(dataSet, query)).toBe(rewritten);
  });

  test('rewriting twice is rewriting once', () => {
    const value = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([ip, mask]) => `${ip}/${mask}`),
      fc.domain(),
    );
    fc.assert(
      fc.property(fc.constantFrom('dest_ip', 'dest_name'), value, (key, text) => {
        const once = check('flows', `${key} = "${text}"`);
        if (!once.startsWith('invalid')) expect(check('flows', once)).toBe(once);
      }),
    );
  });
});
