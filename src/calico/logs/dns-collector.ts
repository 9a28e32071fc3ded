import type { DnsRecord } from '../../network/index.ts';
import { commonLabels } from './common-labels.ts';
import { type DnsAggregate, dnsDocument, dnsInterval } from './dns-document.ts';
import type { FelixSettings } from './felix-settings.ts';
import type { CollectedRow } from './flow-collector.ts';

/** Sums answered DNS questions up into rows between two flushes. */
export interface DnsCollector {
  record(record: DnsRecord): void;
  /** What a flush at `now` would write; changes nothing. */
  collecting(now: number): readonly CollectedRow[];
  flush(now: number): readonly CollectedRow[];
}

export function createDnsCollector(settings: () => FelixSettings, start: number): DnsCollector {
  let intervalStart = start;
  let aggregates = new Map<string, DnsAggregate>();

  return {
    record(record) {
      // Felix reads the replies that come back to workloads; the host's own lookups pass it by.
      if (record.client.type !== 'wep') return;
      const keepsNames = settings().dnsKind === 0;
      const key = rowKey(record, keepsNames);
      const aggregate = aggregates.get(key) ?? beginAggregate(record, keepsNames);
      aggregates.set(key, aggregate);
      addRecord(aggregate, record);
    },
    collecting: (now) => rows(aggregates, intervalStart, now),
    flush(now) {
      const flushed = rows(aggregates, intervalStart, now);
      aggregates = new Map();
      intervalStart = now;
      return flushed;
    },
  };
}

function rowKey(record: DnsRecord, keepsNames: boolean): string {
  const { client, qname, qtype, rcode, answers } = record;
  const who = `${client.node} ${client.namespace} ${client.nameAggr} ${keepsNames ? `${client.name} ${client.ip}` : ''}`;
  const asked = `${who}|${qname} ${qtype} ${rcode}`;
  if (answers.length === 0) return asked;
  const answerSet = answers.map((answer) => `${answer.name} ${answer.type} ${answer.data}`).sort();
  return `${asked}|${answerSet.join('|')}`;
}

function beginAggregate(record: DnsRecord, keepsNames: boolean): DnsAggregate {
  return {
    first: record,
    keepsNames,
    labels: record.client.labels,
    servers: new Map(),
    count: 0,
    latencySum: 0,
    latencyMax: 0,
    lastAt: record.at,
    inputs: new Set(),
  };
}

function addRecord(aggregate: DnsAggregate, record: DnsRecord): void {
  aggregate.labels = commonLabels(aggregate.labels, record.client.labels);
  aggregate.servers.set(record.server.ip, record.server);
  aggregate.count++;
  aggregate.latencySum += record.latency;
  aggregate.latencyMax = Math.max(aggregate.latencyMax, record.latency);
  aggregate.lastAt = record.at;
  if (record.input !== undefined) aggregate.inputs.add(record.input);
}

function rows(aggregates: Map<string, DnsAggregate>, startTime: number, endTime: number): CollectedRow[] {
  const interval = dnsInterval(startTime, endTime);
  return [...aggregates.values()].map((aggregate) => ({
    dataSet: 'dns',
    document: dnsDocument(aggregate, interval),
    time: startTime,
    lastAt: aggregate.lastAt,
    inputs: [...aggregate.inputs].sort((left, right) => left - right),
  }));
}
