import { describe, expect, test } from 'vitest';
import { createRowSeries } from '../columns/index.ts';
import type { GlobalAlertSpec } from '../kinds/index.ts';
import type { DataSet, LogDocument } from '../types.ts';
import { AlertWindow } from './alert-window.ts';
import { evaluate } from './index.ts';

/** What the engine writes for rows: over rows and over columns, which must agree. */
function events(dataSet: DataSet, spec: Partial<GlobalAlertSpec>, documents: readonly LogDocument[]): LogDocument[] {
  const alert = { description: 'd', severity: 1, dataSet, ...spec } as GlobalAlertSpec;
  const series = createRowSeries(dataSet, 100, 3);
  for (const document of documents) series.append({ dataSet, document, time: 0, lastAt: 0, visibleAt: 0, inputs: [] });
  const found = new AlertWindow(alert).evaluate(series, series.kept, 100);
  expect(found).toEqual(evaluate(alert, series.rows(series.kept)));
  return found.findings.map(({ record }) => record);
}

const FLOW: LogDocument = {
  start_time: 1_667_480_705,
  source_namespace: 'default',
  source_name_aggr: 'multitool',
  source_ip: '10.0.0.7',
  source_port: null,
  source_labels: { labels: ['run=multitool'] },
  dest_namespace: 'hipstershop',
  dest_name_aggr: 'frontend-7c-*',
  dest_ip: '10.0.1.9',
  dest_port: 8080,
  dest_service_port: 'http',
  dest_labels: { labels: ['app=frontend', 'security=strict'] },
  policies: { all_policies: ['0|security|security.pci|allow|1', '1|default|default.deny|deny|-1'] },
  proto: 'tcp',
  action: 'allow',
  reporter: 'src',
  num_flows: 2,
  bytes_out: 900,
  dest_domains: ['example.com', 'www.example.com'],
};
const LOOKUP: LogDocument = {
  qname: 'google.com',
  qtype: 'A',
  rcode: 'NoError',
  client_namespace: 'shop',
  client_name_aggr: 'multitool',
  client_ip: null,
  client_labels: { app: 'web', 'app.kubernetes.io/name': 'shop' },
  servers: [
    { name: 'coredns-a', ip: '10.96.0.10' },
    { name: 'coredns-b', ip: '10.96.0.11' },
  ],
  rrsets: [{ name: 'google.com', type: 'A', rdata: ['203.0.113.7'] }],
  count: 3,
  latency_max: 40,
};
const CHANGE: LogDocument = {
  verb: 'create',
  level: 'RequestResponse',
  objectRef: { resource: 'globalnetworksets', name: 'empty-networkset' },
  user: { username: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] },
  responseStatus: { code: 201 },
  requestReceivedTimestamp: '2022-11-03T13:05:05.25Z',
  sourceIPs: ['10.0.0.1', '192.0.2.7'],
};

describe.each<[DataSet, LogDocument, [query: string, fires: boolean][]]>([
  [
    'flows',
    FLOW,
    [
      ['', true],
      ['action = allow', true],
      ['action = deny', false],
      ['action != deny', true],
      ['NOT action = allow', false],
      ['"dest_labels.labels" = "security=strict"', true],
      ['"dest_labels.labels" = "security=lax"', false],
      ['"dest_labels.labels" != "security=strict"', false],
      ['"dest_labels.labels" != "security=lax"', true],
      ['"dest_labels.labels" IN {"app=*"}', true],
      ['"dest_labels.labels" NOTIN {"app=*"}', false],
      ['source_ip = "10.0.0.0/24"', true],
      ['source_ip = "10.0.1.0/24"', false],
      ['dest_ip > "10.0.1.0"', true],
      ['source_port = 0', true],
      ['dest_port_num = 8080', true],
      ['dest_port >= 8080 AND dest_port < 8081', true],
      ['dest_port > 8080', false],
      ['dest_service_port_name = http', true],
      ['source_name_aggr = "multi*"', false],
      ['source_name_aggr IN {"multi*"}', true],
      ['dest_name_aggr = "frontend-7c-*"', true],
      ['dest_name_aggr IN {"frontend-??-?"}', true],
      ['dest_name_aggr NOTIN {"front*"}', false],
      ['proto = tcp OR proto = udp', true],
      ['proto = udp OR reporter = dst', false],
      ['(proto = tcp AND reporter = src) OR action = deny', true],
      ['"policies.all_policies" IN {"*|deny|*"}', true],
      ['dest_domains = "www.example.com"', true],
      ['dest_domains != "www.example.com"', false],
      ['process_name = x', false],
      ['process_name != x', true],
      ['num_flows > 1', true],
      ['bytes_out <= 899', false],
      ['start_time >= "2022-11-03"', true],
      ['start_time < "2022-11-03"', false],
      ['source_namespace = DEFAULT', true],
    ],
  ],
  [
    'dns',
    LOOKUP,
    [
      ['qname = "google.com"', true],
      ['qname = "GOOGLE.com."', true],
      ['qname = "www.google.com"', false],
      ['qname IN {"*.com"}', true],
      ['qname NOTIN {"*.com", "*.org"}', false],
      ['qtype = A', true],
      ['qtype = AAAA', false],
      ['rcode = NOERROR', true],
      ['rcode != NXDomain', true],
      ['"client_labels.app" = web', true],
      ['"client_labels.app.kubernetes.io/name" = shop', true],
      ['"client_labels.app" = db', false],
      ['"servers.name" = "coredns-b"', true],
      ['"servers.name" != "coredns-b"', true],
      ['NOT "servers.name" = "coredns-b"', false],
      ['"servers.ip" = "10.96.0.0/16"', true],
      ['"rrsets.rdata" = "203.0.113.7"', true],
      ['"rrsets.type" = A', true],
      ['client_ip = "0.0.0.0"', true],
      ['count > 2', true],
      ['latency_max < 40', false],
    ],
  ],
  [
    'audit',
    CHANGE,
    [
      ['verb = create', true],
      ['verb = create OR verb = patch', true],
      ['verb IN {"delete", "patch"}', false],
      ['"objectRef.resource" = globalnetworksets', true],
      ['"objectRef.resource" = networksets', false],
      ['"objectRef.name" IN {"*-networkset"}', true],
      ['"objectRef.namespace" = shop', false],
      ['"objectRef.namespace" != shop', true],
      ['"user.groups" = "system:masters"', true],
      ['"user.groups" != "system:masters"', false],
      ['"user.username" != "kubernetes-admin"', false],
      ['"responseStatus.code" >= 200 AND "responseStatus.code" < 300', true],
      ['"responseStatus.code" = 200', false],
      ['sourceIPs = "192.0.2.0/24"', true],
      ['requestReceivedTimestamp > "2022-11-03 13:05:00"', true],
      ['level = Metadata', false],
    ],
  ],
])('one row of %s', (dataSet, document, cases) => {
  test.each(cases)('%s', (query, fires) => {
    expect(events(dataSet, { query }, [document])).toEqual(fires ? [document] : []);
  });
});

describe('rows in buckets', () => {
  const rows = [1, 2, 3, 10].map((bytes_out, index) => ({ ...FLOW, bytes_out, reporter: index % 2 ? 'dst' : 'src' }));
  test.each<[Partial<GlobalAlertSpec>, LogDocument[]]>([
    [{ metric: 'count', condition: 'gt' }, [{ count: 4 }]],
    [{ metric: 'count', condition: 'gt', threshold: 4 }, []],
    [{ metric: 'sum', field: 'bytes_out', condition: 'gte', threshold: 16 }, [{ sum: 16 }]],
    [{ metric: 'avg', field: 'bytes_out', condition: 'eq', threshold: 4 }, [{ avg: 4 }]],
    [{ metric: 'min', field: 'bytes_out', condition: 'lt', threshold: 2 }, [{ min: 1 }]],
    [{ metric: 'max', field: 'bytes_out', condition: 'lte', threshold: 9 }, []],
    [
      { metric: 'sum', field: 'bytes_out', condition: 'not_eq', threshold: 4, aggregateBy: ['reporter'] },
      [{ reporter: 'dst', sum: 12 }],
    ],
    [
      { metric: 'max', field: 'bytes_out', condition: 'gt', aggregateBy: ['reporter', 'proto'] },
      [
        { max: 10, proto: 'tcp', reporter: 'dst' },
        { max: 3, proto: 'tcp', reporter: 'src' },
      ],
    ],
    [{ aggregateBy: ['dest_domains'] }, [{ dest_domains: 'example.com' }, { dest_domains: 'www.example.com' }]],
    [{ aggregateBy: ['dest_labels.labels'] }, []],
    [{ aggregateBy: ['process_name'] }, []],
    [{ metric: 'sum', field: 'process_id', condition: 'eq', query: 'reporter = fwd' }, []],
  ])('%j', (spec, expected) => {
    if (spec.query) expect(() => events('flows', spec, rows)).toThrow('invalid value for reporter: fwd');
    else expect(events('flows', spec, rows)).toEqual(expected);
  });
});
