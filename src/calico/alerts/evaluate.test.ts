import { describe, expect, test } from 'vitest';
import type { GlobalAlertSpec } from '../kinds/index.ts';
import type { DataSet, LogDocument, LogRow } from '../types.ts';
import { evaluate } from './index.ts';

type PartialSpec = Partial<GlobalAlertSpec>;

const specOf = (spec: PartialSpec): GlobalAlertSpec => ({
  description: 'd',
  severity: 100,
  dataSet: 'flows',
  ...spec,
});

const row = (document: LogDocument, inputs: number[] = [], dataSet: DataSet = 'flows'): LogRow => ({
  dataSet,
  document,
  time: 0,
  lastAt: 0,
  visibleAt: 0,
  inputs,
});

const records = (spec: PartialSpec, documents: readonly LogDocument[]): LogDocument[] =>
  evaluate(
    specOf(spec),
    documents.map((document) => row(document)),
  ).findings.map((finding) => finding.record);

interface Case {
  name: string;
  spec: PartialSpec;
  rows: LogDocument[];
  events: LogDocument[];
}

const COUNT: PartialSpec = { metric: 'count', condition: 'gt' };
const A = { action: 'allow', source_namespace: 'a' };
const B = { action: 'deny', source_namespace: 'b' };
const lateral = { source_namespace: 'default', source_name_aggr: 'multitool' };

const CASES: Record<string, Case[]> = {
  'aggregateBy with count': [
    {
      name: 'one bucket per value',
      spec: { ...COUNT, aggregateBy: ['source_namespace'] },
      rows: [A, B, A],
      events: [
        { count: 2, source_namespace: 'a' },
        { count: 1, source_namespace: 'b' },
      ],
    },
    {
      name: 'counts rows, not their own count field',
      spec: { ...COUNT, dataSet: 'dns', aggregateBy: ['qname'] },
      rows: [
        { qname: 'x', count: 7 },
        { qname: 'x', count: 9 },
      ],
      events: [{ count: 2, qname: 'x' }],
    },
    {
      name: 'only buckets over the threshold',
      spec: { ...COUNT, threshold: 1, aggregateBy: ['action'] },
      rows: [A, A, B],
      events: [{ action: 'allow', count: 2 }],
    },
    {
      name: 'gt does not hold at the threshold',
      spec: { ...COUNT, threshold: 2, aggregateBy: ['action'] },
      rows: [A, A],
      events: [],
    },
    {
      name: 'gte does',
      spec: { metric: 'count', condition: 'gte', threshold: 2, aggregateBy: ['action'] },
      rows: [A, A],
      events: [{ action: 'allow', count: 2 }],
    },
    {
      name: 'lt',
      spec: { metric: 'count', condition: 'lt', threshold: 2, aggregateBy: ['action'] },
      rows: [A, A, B],
      events: [{ action: 'deny', count: 1 }],
    },
    {
      name: 'lte',
      spec: { metric: 'count', condition: 'lte', threshold: 1, aggregateBy: ['action'] },
      rows: [A, A, B],
      events: [{ action: 'deny', count: 1 }],
    },
    {
      name: 'eq',
      spec: { metric: 'count', condition: 'eq', threshold: 2, aggregateBy: ['action'] },
      rows: [A, A, B],
      events: [{ action: 'allow', count: 2 }],
    },
    {
      name: 'not_eq',
      spec: { metric: 'count', condition: 'not_eq', threshold: 2, aggregateBy: ['action'] },
      rows: [A, A, B],
      events: [{ action: 'deny', count: 1 }],
    },
    {
      name: 'a metric without condition holds',
      spec: { metric: 'count', aggregateBy: ['action'] },
      rows: [A],
      events: [{ action: 'allow', count: 1 }],
    },
    {
      name: 'no rows, no buckets, whatever the condition',
      spec: { metric: 'count', condition: 'eq', aggregateBy: ['action'] },
      rows: [],
      events: [],
    },
    {
      name: 'silence of one bucket is no bucket',
      spec: { metric: 'count', condition: 'lt', threshold: 5, aggregateBy: ['action'], query: 'action = deny' },
      rows: [A, A],
      events: [],
    },
    {
      name: 'the query comes first',
      spec: { ...COUNT, aggregateBy: ['action'], query: 'source_namespace = b' },
      rows: [A, B],
      events: [{ action: 'deny', count: 1 }],
    },
    {
      name: 'two keys make tuples',
      spec: { ...COUNT, aggregateBy: ['action', 'source_namespace'] },
      rows: [A, B, { ...A, action: 'deny' }],
      events: [
        { action: 'allow', count: 1, source_namespace: 'a' },
        { action: 'deny', count: 1, source_namespace: 'a' },
        { action: 'deny', count: 1, source_namespace: 'b' },
      ],
    },
    {
      name: 'dotted names are keys as written',
      spec: { ...COUNT, dataSet: 'audit', aggregateBy: ['objectRef.resource', 'objectRef.name'] },
      rows: [{ objectRef: { resource: 'globalnetworksets', name: 'empty-networkset' } }],
      events: [{ count: 1, 'objectRef.name': 'empty-networkset', 'objectRef.resource': 'globalnetworksets' }],
    },
    {
      name: 'client labels by name',
      spec: { ...COUNT, dataSet: 'dns', aggregateBy: ['client_labels.app'] },
      rows: [{ client_labels: { app: 'x' } }, { client_labels: {} }],
      events: [{ count: 1, 'client_labels.app': 'x' }],
    },
    {
      name: 'keys keep their capitals',
      spec: { ...COUNT, dataSet: 'dns', aggregateBy: ['rcode'] },
      rows: [{ rcode: 'NXDomain' }],
      events: [{ count: 1, rcode: 'NXDomain' }],
    },
    {
      name: 'numbers stay numbers',
      spec: { ...COUNT, aggregateBy: ['dest_port'] },
      rows: [{ dest_port: 8080 }],
      events: [{ count: 1, dest_port: 8080 }],
    },
    {
      name: 'a boolean of the document becomes text',
      spec: { ...COUNT, dataSet: 'waf', aggregateBy: ['blocked'] },
      rows: [{ blocked: true }],
      events: [{ blocked: 'true', count: 1 }],
    },
  ],
  'rows that make no bucket, or several': [
    {
      name: 'an absent key leaves the row out',
      spec: { ...COUNT, aggregateBy: ['action', 'host'] },
      rows: [{ ...A, host: 'n' }, A],
      events: [{ action: 'allow', count: 1, host: 'n' }],
    },
    {
      name: 'so does null',
      spec: { ...COUNT, aggregateBy: ['process_name'] },
      rows: [{ process_name: null }],
      events: [],
    },
    {
      name: 'and an empty list',
      spec: { ...COUNT, aggregateBy: ['dest_domains'] },
      rows: [{ dest_domains: [] }],
      events: [],
    },
    {
      name: 'a null port is port 0',
      spec: { ...COUNT, aggregateBy: ['source_port'] },
      rows: [{ source_port: null }],
      events: [{ count: 1, source_port: 0 }],
    },
    {
      name: 'a null address is 0.0.0.0',
      spec: { ...COUNT, aggregateBy: ['source_ip'] },
      rows: [{ source_ip: null }],
      events: [{ count: 1, source_ip: '0.0.0.0' }],
    },
    {
      name: 'a list is in one bucket per element',
      spec: { ...COUNT, aggregateBy: ['dest_domains'] },
      rows: [{ dest_domains: ['b', 'a'] }, { dest_domains: ['a'] }],
      events: [
        { count: 2, dest_domains: 'a' },
        { count: 1, dest_domains: 'b' },
      ],
    },
    {
      name: 'a repeated element counts once',
      spec: { ...COUNT, aggregateBy: ['dest_domains'] },
      rows: [{ dest_domains: ['a', 'a'] }],
      events: [{ count: 1, dest_domains: 'a' }],
    },
    {
      name: 'two lists make every pair',
      spec: { ...COUNT, dataSet: 'audit', aggregateBy: ['user.groups', 'sourceIPs'] },
      rows: [{ user: { groups: ['g', 'h'] }, sourceIPs: ['10.0.0.1', '10.0.0.2'] }],
      events: [
        { count: 1, sourceIPs: '10.0.0.1', 'user.groups': 'g' },
        { count: 1, sourceIPs: '10.0.0.1', 'user.groups': 'h' },
        { count: 1, sourceIPs: '10.0.0.2', 'user.groups': 'g' },
        { count: 1, sourceIPs: '10.0.0.2', 'user.groups': 'h' },
      ],
    },
    {
      name: 'nested labels give no bucket',
      spec: { ...COUNT, aggregateBy: ['dest_labels.labels'] },
      rows: [{ dest_labels: { labels: ['a=b'] } }],
      events: [],
    },
    {
      name: 'nested servers give none either',
      spec: { ...COUNT, dataSet: 'dns', aggregateBy: ['servers.name'] },
      rows: [{ servers: [{ name: 'x' }] }],
      events: [],
    },
    { name: 'a key nobody knows gives none', spec: { ...COUNT, aggregateBy: ['nosuchkey'] }, rows: [A], events: [] },
    {
      name: 'an object is no value',
      spec: { ...COUNT, aggregateBy: ['dest_labels'] },
      rows: [{ dest_labels: { labels: [] } }],
      events: [],
    },
  ],
  'bucket order': [
    {
      name: 'the last key counts first',
      spec: { ...COUNT, aggregateBy: ['action', 'source_namespace'] },
      rows: [
        { action: 'deny', source_namespace: 'a' },
        { action: 'allow', source_namespace: 'b' },
      ],
      events: [
        { action: 'deny', count: 1, source_namespace: 'a' },
        { action: 'allow', count: 1, source_namespace: 'b' },
      ],
    },
    {
      name: 'numbers in number order',
      spec: { ...COUNT, aggregateBy: ['dest_port'] },
      rows: [{ dest_port: 443 }, { dest_port: 8080 }, { dest_port: 53 }],
      events: [
        { count: 1, dest_port: 53 },
        { count: 1, dest_port: 443 },
        { count: 1, dest_port: 8080 },
      ],
    },
    {
      name: 'words in code point order',
      spec: { ...COUNT, aggregateBy: ['host'] },
      rows: [{ host: 'b' }, { host: 'B' }, { host: 'a' }],
      events: [
        { count: 1, host: 'B' },
        { count: 1, host: 'a' },
        { count: 1, host: 'b' },
      ],
    },
  ],
  'aggregateBy with a field metric': [
    {
      name: 'sum',
      spec: { metric: 'sum', field: 'num_flows', condition: 'gt', aggregateBy: ['source_namespace'] },
      rows: [
        { ...A, num_flows: 2 },
        { ...A, num_flows: 3 },
        { ...B, num_flows: 0 },
      ],
      events: [{ source_namespace: 'a', sum: 5 }],
    },
    {
      name: 'avg',
      spec: { metric: 'avg', field: 'bytes_in', condition: 'gte', threshold: 1.5, aggregateBy: ['action'] },
      rows: [
        { ...A, bytes_in: 1 },
        { ...A, bytes_in: 2 },
      ],
      events: [{ action: 'allow', avg: 1.5 }],
    },
    {
      name: 'min',
      spec: { metric: 'min', field: 'bytes_in', condition: 'lt', threshold: 2, aggregateBy: ['action'] },
      rows: [
        { ...A, bytes_in: 1 },
        { ...A, bytes_in: 9 },
      ],
      events: [{ action: 'allow', min: 1 }],
    },
    {
      name: 'max',
      spec: { metric: 'max', field: 'bytes_in', condition: 'gt', threshold: 8, aggregateBy: ['action'] },
      rows: [
        { ...A, bytes_in: 1 },
        { ...A, bytes_in: 9 },
      ],
      events: [{ action: 'allow', max: 9 }],
    },
    {
      name: 'rows without the field do not count',
      spec: { metric: 'avg', field: 'bytes_in', condition: 'eq', threshold: 4, aggregateBy: ['action'] },
      rows: [{ ...A, bytes_in: 4 }, A],
      events: [{ action: 'allow', avg: 4 }],
    },
    {
      name: 'a bucket without any value counts as 0',
      spec: { metric: 'max', field: 'bytes_in', condition: 'eq', threshold: 0, aggregateBy: ['action'] },
      rows: [A],
      events: [{ action: 'allow', max: 0 }],
    },
    {
      name: 'and 0 is not over 0',
      spec: { metric: 'sum', field: 'bytes_in', condition: 'gt', aggregateBy: ['action'] },
      rows: [A],
      events: [],
    },
    {
      name: 'a field nobody knows is such a field',
      spec: { metric: 'sum', field: 'nosuch', condition: 'lte', aggregateBy: ['action'] },
      rows: [A],
      events: [{ action: 'allow', sum: 0 }],
    },
    {
      name: 'the src and dst row of a connection both count',
      spec: { metric: 'sum', field: 'num_flows', condition: 'gt', aggregateBy: ['source_name_aggr'] },
      rows: [
        { ...lateral, reporter: 'src', num_flows: 1 },
        { ...lateral, reporter: 'dst', num_flows: 1 },
      ],
      events: [{ source_name_aggr: 'multitool', sum: 2 }],
    },
    {
      name: 'a null port counts as 0 in a metric too',
      spec: { metric: 'min', field: 'source_port', condition: 'lt', threshold: 1, aggregateBy: ['action'] },
      rows: [{ ...A, source_port: null }],
      events: [{ action: 'allow', min: 0 }],
    },
  ],
  'aggregateBy without a metric': [
    {
      name: 'every bucket makes an event',
      spec: { aggregateBy: ['action'] },
      rows: [A, A, B],
      events: [{ action: 'allow' }, { action: 'deny' }],
    },
    {
      name: 'condition and threshold do not matter then',
      spec: { aggregateBy: ['action'], condition: 'gt', threshold: 9 },
      rows: [A],
      events: [{ action: 'allow' }],
    },
    { name: 'no rows, no events', spec: { aggregateBy: ['action'] }, rows: [], events: [] },
  ],
  'count over everything': [
    { name: 'one event', spec: COUNT, rows: [A, B], events: [{ count: 2 }] },
    { name: 'none below the threshold', spec: { ...COUNT, threshold: 2 }, rows: [A, B], events: [] },
    { name: 'eq 0 fires on silence', spec: { metric: 'count', condition: 'eq' }, rows: [], events: [{ count: 0 }] },
    { name: 'so does lt', spec: { metric: 'count', condition: 'lt', threshold: 1 }, rows: [], events: [{ count: 0 }] },
    {
      name: 'silence after the query',
      spec: { metric: 'count', condition: 'eq', query: 'action = deny' },
      rows: [A],
      events: [{ count: 0 }],
    },
    {
      name: 'more than the limit of a search',
      spec: { ...COUNT, threshold: 10_000 },
      rows: Array.from({ length: 10_001 }, () => A),
      events: [{ count: 10_001 }],
    },
  ],
  'a field metric over everything': [
    {
      name: 'sum',
      spec: { metric: 'sum', field: 'bytes_in', condition: 'gt', threshold: 2 },
      rows: [{ bytes_in: 1 }, { bytes_in: 2 }],
      events: [{ sum: 3 }],
    },
    {
      name: 'avg of a list takes every element',
      spec: { metric: 'avg', field: 'sizes', dataSet: 'waf', condition: 'eq', threshold: 2 },
      rows: [{ sizes: [1, 2] }, { sizes: 3 }],
      events: [{ avg: 2 }],
    },
    {
      name: 'nothing to measure counts as 0',
      spec: { metric: 'min', field: 'bytes_in', condition: 'lt', threshold: 1 },
      rows: [],
      events: [{ min: 0 }],
    },
    {
      name: 'a nested field has no value at the top',
      spec: { metric: 'max', field: 'servers.ttl', dataSet: 'dns', condition: 'gt' },
      rows: [{ servers: [{ ttl: 5 }] }],
      events: [],
    },
    {
      name: 'max of a time',
      spec: { metric: 'max', field: 'end_time', condition: 'gt' },
      rows: [{ end_time: 1667480705 }],
      events: [{ max: 1667480705000 }],
    },
  ],
  'neither aggregateBy nor metric': [
    {
      name: 'one event per row, the row as its record',
      spec: { query: 'action = deny' },
      rows: [A, B, B],
      events: [B, B],
    },
    { name: 'in the order the rows came', spec: {}, rows: [B, A], events: [B, A] },
    { name: 'no rows, no events', spec: {}, rows: [], events: [] },
    { name: 'an empty aggregateBy is none', spec: { aggregateBy: [] }, rows: [A], events: [A] },
  ],
  queries: [
    {
      name: 'values are rewritten before they are compared',
      spec: { ...COUNT, dataSet: 'dns', query: 'qname = "GOOGLE.com."' },
      rows: [{ qname: 'google.com' }],
      events: [{ count: 1 }],
    },
    {
      name: 'substitutions make sets',
      spec: {
        ...COUNT,
        dataSet: 'dns',
        query: 'qname NOTIN ${good}',
        substitutions: [{ name: 'good', values: ['*.tigera.io'] }],
      },
      rows: [{ qname: 'docs.tigera.io' }, { qname: 'evil.example' }],
      events: [{ count: 1 }],
    },
    {
      name: 'a query that starts with OR matches everything',
      spec: { ...COUNT, query: 'OR action = deny' },
      rows: [A, B],
      events: [{ count: 2 }],
    },
    {
      name: 'aggregated client names stand as they are',
      spec: { ...COUNT, dataSet: 'dns', aggregateBy: ['client_name_aggr'], query: 'client_name_aggr = "shop-*"' },
      rows: [{ client_name_aggr: 'shop-*' }, { client_name_aggr: 'shop-7' }],
      events: [{ client_name_aggr: 'shop-*', count: 1 }],
    },
    {
      name: 'a star in a set reaches both',
      spec: { ...COUNT, dataSet: 'dns', query: 'client_name_aggr IN {"shop-*"}' },
      rows: [{ client_name_aggr: 'shop-*' }, { client_name_aggr: 'shop-7' }],
      events: [{ count: 2 }],
    },
  ],
};

for (const [group, cases] of Object.entries(CASES)) {
  describe(group, () => {
    test.each(cases)('$name', ({ spec, rows, events }) => {
      expect(records(spec, rows)).toEqual(events);
    });
  });
}
