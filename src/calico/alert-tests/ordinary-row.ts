import type { DataSet, LogDocument } from '../types.ts';

/** A row of a data set as it ordinarily is, with what a test says different; lists of labels may be written plainly. */
export function ordinaryRow(dataSet: DataSet, changes: LogDocument, start: number): LogDocument {
  const document = { ...ORDINARY[dataSet], ...timesOf(dataSet, start), ...changes };
  for (const key of ['source_labels', 'dest_labels']) {
    if (Array.isArray(document[key])) document[key] = { labels: document[key] };
  }
  return document;
}

function timesOf(dataSet: DataSet, start: number): LogDocument {
  const text = new Date(start).toISOString();
  if (dataSet === 'audit') return { requestReceivedTimestamp: text, stageTimestamp: text };
  if (dataSet === 'dns') return { start_time: text };
  if (dataSet === 'vulnerability') return { scan_time: text };
  return { start_time: Math.floor(start / 1_000) };
}

const ORDINARY: Readonly<Record<DataSet, LogDocument>> = {
  flows: {
    source_namespace: 'default',
    source_name: 'client',
    source_name_aggr: 'client',
    source_type: 'wep',
    source_ip: '10.0.0.7',
    source_port: null,
    source_labels: null,
    dest_namespace: 'default',
    dest_name: 'server',
    dest_name_aggr: 'server',
    dest_type: 'wep',
    dest_ip: '10.0.0.8',
    dest_port: 80,
    dest_labels: null,
    proto: 'tcp',
    action: 'allow',
    reporter: 'src',
    bytes_in: 500,
    bytes_out: 200,
    packets_in: 4,
    packets_out: 4,
    num_flows: 1,
    num_flows_started: 1,
    num_flows_completed: 1,
    host: 'node01',
  },
  dns: {
    type: 'log',
    count: 1,
    client_name: '-',
    client_name_aggr: 'client',
    client_namespace: 'default',
    client_ip: null,
    client_labels: {},
    qname: 'example.com',
    qclass: 'IN',
    qtype: 'A',
    rcode: 'NoError',
    servers: [],
    rrsets: [],
    host: 'node01',
  },
  audit: {
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'RequestResponse',
    stage: 'ResponseComplete',
    verb: 'create',
    user: { username: 'kubernetes-admin', groups: ['system:masters'] },
    responseStatus: { code: 201 },
  },
  l7: { method: 'GET', url: '/', response_code: '200', type: 'html/1.1', count: 1 },
  waf: {},
  vulnerability: {
    image: 'docker.io/library/nginx:latest',
    registry: 'docker.io',
    repository: 'library/nginx',
    tag: 'latest',
    result: 'Pass',
    max_cvss_score: 0,
    vulnerabilities: 0,
    vulnerabilities_critical: 0,
    vulnerabilities_high: 0,
    vulnerabilities_medium: 0,
    vulnerabilities_low: 0,
  },
};
