import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DataSet, LogDocument } from '../types.ts';
import { compileQuery, parseQuery, type Query, QueryError, type Term, validateQuery } from './index.ts';
import { queryOver } from './query-arbitrary.ts';

const FLOW: LogDocument = {
  start_time: 1667480705,
  end_time: 1667480715,
  source_ip: '10.244.0.7',
  source_port: null,
  source_name: 'multitool',
  source_name_aggr: 'multitool',
  source_namespace: 'default',
  source_labels: null,
  dest_ip: '10.244.1.9',
  dest_port: 8080,
  dest_name_aggr: 'frontend-7cb647d79c-*',
  dest_namespace: 'hipstershop',
  dest_labels: { labels: ['app=frontend', 'security=strict'] },
  dest_service_port: 'http',
  dest_service_port_num: 80,
  proto: 'tcp',
  action: 'allow',
  reporter: 'src',
  num_flows: 2,
  policies: { all_policies: ['0|__PROFILE__|__PROFILE__.kns.hipstershop|allow|0'] },
  original_source_ips: ['192.0.2.1', '2001:db8::7'],
};

const LOOKUP: LogDocument = {
  start_time: '2022-11-03T13:05:05.250000000Z',
  count: 1,
  client_name_aggr: 'multitool',
  client_namespace: 'hipstershop',
  client_ip: null,
  client_labels: { app: 'Web', 'app.kubernetes.io/name': 'shop' },
  servers: [
    { name: 'coredns-a', ip: '10.96.0.10', labels: { 'k8s-app': 'kube-dns' } },
    { name: 'coredns-b', ip: '10.96.0.11' },
  ],
  qname: 'google.com',
  qtype: 'A',
  rcode: 'NXDomain',
  rrsets: [],
};

const AUDIT: LogDocument = {
  verb: 'create',
  objectRef: { resource: 'globalnetworksets', name: 'empty-networkset' },
  user: { username: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] },
  responseStatus: { code: 201 },
  requestReceivedTimestamp: '2022-11-03T13:05:05.250000Z',
};

function matches(dataSet: DataSet, document: LogDocument, text: string): boolean {
  return compileQuery(validateQuery(parseQuery(text), dataSet), dataSet)(document);
}

describe('flow rows', () => {
  test.each<[string, boolean, string]>([
    ['', true, 'the empty query'],
    ['()', true, 'empty parentheses'],
    ['dest_namespace = hipstershop', true, 'the exact value'],
    ['dest_name_aggr = "frontend-*"', false, 'a star behind = is just a star'],
    ['dest_name_aggr = "frontend-7cb647d79c-*"', true, 'and matches a star'],
    ['dest_name_aggr IN {"frontend-*"}', true, 'a star in a set is any run'],
    ['dest_name_aggr IN {"frontend"}', false, 'a set member covers the whole value'],
    ['proto IN {"t?p"}', true, 'a question mark is one character'],
    ['dest_name_aggr NOTIN {"front*", "x"}', false, 'NOTIN wants none'],
    ['process_name = x', false, 'an absent field equals nothing'],
    ['process_name != x', true, 'and differs from everything'],
    ['process_name < x', false, 'but is in no range'],
    ['process_name NOTIN {x}', true, 'and outside every set'],
    ['"dest_labels.labels" = "security=strict"', true, 'any label'],
    ['"dest_labels.labels" != "security=strict"', false, 'no such label'],
    ['"dest_labels.labels" != "security=lax"', true, 'no such label among those there are'],
    ['"source_labels.labels" = "a=b"', false, 'null labels equal nothing'],
    ['"source_labels.labels" != "a=b"', false, 'null labels do not differ either'],
    ['NOT "source_labels.labels" = "a=b"', true, 'NOT stands outside'],
    ['"source_labels.labels" NOTIN {"a=*"}', true, 'NOTIN stands outside'],
    ['"policies.all_policies" IN {"*|allow|*"}', true, 'policies by pattern'],
    ['source_ip = "10.244.0.0/16"', true, 'a CIDR contains'],
    ['source_ip != "10.244.0.0/16"', false, 'and its negation'],
    ['source_ip = "10.245.0.0/16"', false, 'a CIDR beside it'],
    ['source_ip > "10.244.0.6" AND source_ip < "10.244.0.10"', true, 'addresses are ordered as numbers'],
    ['original_source_ips = "2001:db8::/32"', true, 'any address of a list'],
    ['original_source_ips != "192.0.2.1"', false, 'no address of a list'],
    ['dest_port = 8080', true, 'a number'],
    ['dest_port = "08080"', true, 'whatever its spelling'],
    ['dest_port > 999', true, 'compared as a number'],
    ['dest_port_num = 8080', true, 'by its other name'],
    ['source_port = 0', true, 'a null port counts as 0'],
    ['source_port_num < 1', true, 'also by its other name'],
    ['dest_service_port_name = http', true, 'the port name'],
    ['source_namespace > aaaa', true, 'words are ordered too'],
    ['action >= allow AND action <= allow', true, 'both ends included'],
    ['start_time = "2022-11-03 13:05:05"', true, 'epoch seconds as a moment'],
    ['start_time > "2022-11-03"', false, 'not after the day'],
    ['start_time >= "2022-11-03" AND start_time <= "2022-11-03"', true, 'but on it'],
    ['start_time = "2022-11-03T14:05:05+01:00"', true, 'in another zone'],
    ['dest_namespace = Hipstershop', true, 'the rewrite makes small letters of the query'],
    ['dest_namespace IN {Hipstershop}', false, 'but not of set members'],
    ['proto = tcp AND (action = deny OR reporter = src)', true, 'precedence'],
    ['proto = udp OR NOT action = deny AND reporter = src', true, 'precedence without parentheses'],
    ['NOT proto = tcp', false, 'negation'],
    ['nosuchkey NOTIN {x}', true, 'a key nobody knows'],
  ])('%s -> %s (%s)', (text, expected) => {
    expect(matches('flows', FLOW, text)).toBe(expected);
  });
});

describe('DNS rows', () => {
  test.each<[string, boolean]>([
    ['rcode = nxdomain', true],
    ['rcode = NXDomain', true],
    ['rcode IN {"nx*"}', true],
    ['rcode != NXDOMAIN', false],
    ['qname = "GOOGLE.com."', true],
    ['qname IN {"*.COM"}', true],
    ['client_ip = "0.0.0.0"', true],
    ['"client_labels.app" = Web', true],
    ['"client_labels.app" = web', false],
    ['"client_labels.app.kubernetes.io/name" = shop', true],
    ['"servers.name" = "coredns-a"', true],
    ['"servers.name" != "coredns-a"', true],
    ['"servers.ip" != "10.96.0.0/12"', false],
    ['"servers.name" NOTIN {"coredns-a"}', false],
    ['"servers.labels.k8s-app" = "kube-dns"', true],
    ['"rrsets.name" = x', false],
    ['"rrsets.name" != x', false],
    ['NOT "rrsets.name" = x', true],
    ['start_time = "2022-11-03 13:05:05"', true],
    ['start_time > "2022-11-03 13:05:05"', false],
  ])('%s -> %s', (text, expected) => {
    expect(matches('dns', LOOKUP, text)).toBe(expected);
  });
});

describe('audit rows', () => {
  test.each<[string, boolean]>([
    ['(verb=create OR verb=update) AND "objectRef.resource"=globalnetworksets', true],
    ['"objectRef.resource"=networksets', false],
    ['"objectRef.name" IN {"empty-*"}', true],
    ['"user.groups" = "system:masters"', true],
    ['"user.groups" != "system:masters"', false],
    ['"responseStatus.code" >= 200 AND "responseStatus.code" < 300', true],
    ['requestReceivedTimestamp <= "2022-11-03 13:05:05"', true],
  ])('%s -> %s', (text, expected) => {
    expect(matches('audit', AUDIT, text)).toBe(expected);
  });
});

test('fields nobody declared are compared by what their values are', () => {
  const document = { score: 9.8, level: 'high', flag: true };
  expect(matches('vulnerability', document, 'score > 10')).toBe(false);
  expect(matches('vulnerability', document, 'score >= "9.80"')).toBe(true);
  expect(matches('vulnerability', document, 'level = high AND flag = true')).toBe(true);
  expect(matches('vulnerability', document, 'score = high')).toBe(false);
});

test('a value that the index cannot read is an error, where nothing checked it before', () => {
  expect(() => matches('l7', {}, 'duration_mean > long')).toThrow(QueryError);
});

test('a pattern of many stars ends', () => {
  const pattern = `{"${'*a'.repeat(200)}*b"}`;
  expect(matches('flows', { process_args: 'a'.repeat(5_000) }, `process_args IN ${pattern}`)).toBe(false);
});

describe('against a slow, obvious reading', () => {
  const words = fc.constantFrom('a', 'b', 'A', 'ab', 'b*', '*', '?b');
  const numbers = fc.constantFrom('0', '5', '10', '080');
  const addresses = fc.constantFrom('10.0.0.1', '10.0.0.9', '10.0.0.0/24', '0.0.0.0', '::1');
  type Terms = fc.Arbitrary<{ key: string; value: string }>;
  const flowTerms: Terms = fc.oneof(
    fc.record({ key: fc.constantFrom('source_name', 'dest_labels.labels', 'process_args', 'host'), value: words }),
    fc.record({ key: fc.constantFrom('dest_port', 'dest_port_num', 'num_flows'), value: numbers }),
    fc.record({ key: fc.constant('source_ip'), value: addresses }),
  );
  const dnsTerms: Terms = fc.record({
    key: fc.constantFrom('qname', 'rcode', 'servers.name', 'rrsets.rdata'),
    value: words,
  });
  const word = fc.constantFrom('a', 'b', 'A', 'ab', 'b*');
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.oneof(value, fc.constant(null), fc.constant(undefined));
  const flow = fc.record({
    source_name: maybe(word),
    host: maybe(fc.oneof(word, fc.array(word, { maxLength: 2 }))),
    process_args: maybe(fc.array(word, { maxLength: 3 })),
    dest_labels: maybe(fc.record({ labels: fc.array(word, { maxLength: 3 }) })),
    dest_port: maybe(fc.constantFrom(0, 5, 10, 80)),
    num_flows: maybe(fc.constantFrom(0, 5, 10, 80)),
    source_ip: maybe(fc.constantFrom('10.0.0.1', '10.0.0.9', '10.0.1.1', '::1')),
  });
  const lookup = fc.record({
    qname: maybe(word),
    rcode: maybe(word),
    servers: maybe(fc.array(fc.record({ name: maybe(word) }), { maxLength: 3 })),
    rrsets: maybe(fc.array(fc.record({ rdata: fc.array(word, { maxLength: 2 }) }), { maxLength: 2 })),
  });

  test.each<[DataSet, Terms, fc.Arbitrary<LogDocument>]>([
    ['flows', flowTerms, flow],
    ['dns', dnsTerms, lookup],
  ])('%s rows: both agree', (dataSet, terms, document) => {
    fc.assert(
      fc.property(queryOver(terms), document, (query, row) => {
        expect(compileQuery(query, dataSet)(row)).toBe(slowly(query, row));
      }),
      { numRuns: 3_000 },
    );
  });
});

const NESTED = ['dest_labels', 'servers', 'rrsets'];
const NUMERIC = ['dest_port', 'num_flows'];

function slowly(query: Query, row: LogDocument): boolean {
  if (query.any.length === 0) return true;
  return query.any.some(({ all }) => all.every((term) => slowTerm(term, row) !== term.negated));
}

function slowTerm({ test }: Term, row: LogDocument): boolean {
  if (test.kind === 'group') return slowly(test.query, row);
  const lists = slowLists(test.key === 'dest_port_num' ? 'dest_port' : test.key, row);
  const same = (text: string) => {
    if (['qname', 'servers.name'].includes(test.key)) return text.toLowerCase();
    return test.key === 'rcode' ? text.toUpperCase() : text;
  };
  if (test.kind === 'membership') {
    const patterns = test.members.map(
      (member) => new RegExp(`^${same(member).replace(/[.]/g, '\\.').replaceAll('*', '.*').replaceAll('?', '.')}$`),
    );
    const found = lists.flat().some((value) => patterns.some((pattern) => pattern.test(same(String(value)))));
    return found === (test.operator === 'IN');
  }
  const orderOf = (value: unknown): number => {
    if (NUMERIC.includes(test.key.replace('_num', ''))) return Number(value) - Number(test.value);
    if (test.key === 'source_ip') return slowAddress(String(value), test.value);
    const [left, right] = [same(String(value)), same(test.value)];
    return left < right ? -1 : left > right ? 1 : 0;
  };
  if (test.comparator === '!=') return lists.some((list) => list.every((value) => orderOf(value) !== 0));
  const wanted = { '=': [0], '<': [-1], '<=': [-1, 0], '>': [1], '>=': [0, 1] }[test.comparator];
  return lists.flat().some((value) => wanted.includes(Math.sign(orderOf(value))));
}

/** One list of values for each part of the document that a term looks at by itself. */
function slowLists(key: string, row: LogDocument): unknown[][] {
  const [first, second] = key.split('.') as [string, string?];
  const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]).filter((one) => one != null);
  if (second && NESTED.includes(first)) return listed(row[first]).map((part) => listed((part as LogDocument)[second]));
  if (row[key] === null && key === 'dest_port') return [[0]];
  if (row[key] === null && key === 'source_ip') return [['0.0.0.0']];
  return [listed(row[key])];
}

function slowAddress(address: string, wanted: string): number {
  const number = (text: string) =>
    text === '::1' ? 1 : 2 ** 40 + text.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
  const [network, mask] = wanted.split('/');
  const first = number(network!);
  const last = mask ? first + 2 ** (32 - Number(mask)) - 1 : first;
  const value = number(address);
  return value < first ? -1 : value > last ? 1 : 0;
}
