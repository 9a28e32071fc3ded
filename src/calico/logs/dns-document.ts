import type { DnsAnswer, DnsRecord, Endpoint } from '../../network/index.ts';
import type { LogDocument } from '../types.ts';

/** Everything one DNS log row sums up. Latencies are milliseconds. */
export interface DnsAggregate {
  first: DnsRecord;
  /** Aggregation kind 0: the client's own name and address are kept. */
  keepsNames: boolean;
  labels: Readonly<Record<string, string>>;
  servers: Map<string, Endpoint>;
  count: number;
  latencySum: number;
  latencyMax: number;
  lastAt: number;
  inputs: Set<number>;
}

/** The time between two flushes; all its rows share the two texts. */
export interface DnsInterval {
  /** Milliseconds. */
  start: number;
  end: number;
  startText: string;
  endText: string;
}

export function dnsInterval(start: number, end: number): DnsInterval {
  return { start, end, startText: nanosecondTime(start), endText: nanosecondTime(end) };
}

/** The DNS log document of one aggregate (calico.md 4.2). */
export function dnsDocument(aggregate: DnsAggregate, interval: DnsInterval): LogDocument {
  const { client, qname, qtype, rcode, answers } = aggregate.first;
  const mean = Math.round((aggregate.latencySum / aggregate.count) * 1e6);
  const max = Math.round(aggregate.latencyMax * 1e6);
  return {
    start_time: interval.startText,
    end_time: interval.endText,
    type: 'log',
    count: aggregate.count,
    client_name: aggregate.keepsNames ? client.name : '-',
    client_name_aggr: client.nameAggr,
    client_namespace: client.namespace,
    client_ip: aggregate.keepsNames ? client.ip : null,
    client_labels: copyOf(aggregate.labels),
    servers: serverEntries([...aggregate.servers.values()]),
    qname: tidyName(qname),
    qclass: 'IN',
    qtype,
    rcode,
    rrsets: recordSets(answers),
    latency: { count: aggregate.count, mean, max },
    latency_count: aggregate.count,
    latency_mean: mean,
    latency_max: max,
    host: client.node ?? '-',
    '@timestamp': interval.end,
  };
}

/** RFC 3339 with nine decimals, as Go writes a time. */
function nanosecondTime(time: number): string {
  return new Date(time).toISOString().replace('Z', '000000Z');
}

type Labels = Readonly<Record<string, string>>;

/** A pod's labels are in many rows, and so is the name server: they share one copy. */
const COPIES = new WeakMap<Labels, Labels>();
const ENTRIES = new WeakMap<Endpoint, LogDocument[]>();

function copyOf(labels: Labels): Labels {
  let copy = COPIES.get(labels);
  if (!copy) COPIES.set(labels, (copy = { ...labels }));
  return copy;
}

function serverEntries(servers: readonly Endpoint[]): LogDocument[] {
  const [only] = servers;
  if (!only || servers.length > 1) return servers.map(serverEntry);
  let entries = ENTRIES.get(only);
  if (!entries) ENTRIES.set(only, (entries = [serverEntry(only)]));
  return entries;
}

function serverEntry(server: Endpoint): LogDocument {
  return {
    name: server.name,
    name_aggr: server.nameAggr,
    namespace: server.namespace,
    ip: server.ip,
    labels: { ...server.labels },
  };
}

function recordSets(answers: readonly DnsAnswer[]): LogDocument[] {
  const sets = new Map<string, LogDocument & { rdata: string[] }>();
  for (const { name, type, data } of answers) {
    const key = `${tidyName(name)} ${type}`;
    const set = sets.get(key) ?? { name: tidyName(name), class: 'IN', type, rdata: [] };
    set.rdata.push(data);
    sets.set(key, set);
  }
  return [...sets.values()];
}

function tidyName(name: string): string {
  return name.toLowerCase().replace(/\.+$/, '');
}
