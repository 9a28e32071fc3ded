import type { Connection, Endpoint, PolicyHit, ServiceReference, Verdict } from '../../network/index.ts';
import { commonLabels } from './common-labels.ts';
import type { AggregationKind } from './felix-settings.ts';

/** Which end of a connection reports: its own node judged it there. */
export type Reporter = 'src' | 'dst';

/** One end of an aggregated flow: what the aggregation kind dropped is absent. */
export interface AggregatedEnd {
  type: Endpoint['type'];
  namespace: string;
  name?: string;
  nameAggr: string;
  ip?: string;
  port?: number;
  labels: Readonly<Record<string, string>>;
}

/** Everything one flow log row sums up. */
export interface FlowAggregate {
  reporter: Reporter;
  action: Verdict['action'];
  proto: Connection['protocol'];
  host: string;
  source: AggregatedEnd;
  destination: AggregatedEnd;
  service?: Omit<ServiceReference, 'port' | 'portName'> & Partial<ServiceReference>;
  hits: Map<string, PolicyHit>;
  domains: Set<string>;
  /** The 5-tuples seen. */
  tuples: Set<string>;
  started: number;
  completed: number;
  bytesIn: number;
  bytesOut: number;
  packetsIn: number;
  packetsOut: number;
  /** The connection the row began with; its TCP statistics are the row's. */
  firstConnection: number;
  lastAt: number;
  inputs: Set<number>;
}

/** An empty aggregate for what `reporter` says about `connection` under that kind, and the key that tells rows apart. */
export function beginAggregate(
  connection: Connection,
  reporter: Reporter,
  verdict: Verdict,
  kind: AggregationKind,
): { key: string; aggregate: FlowAggregate } {
  const source = aggregateEnd(connection.source, connection.sourcePort, kind, kind < 1);
  const destination = aggregateEnd(connection.destination, connection.destinationPort, kind, kind < 3);
  if (connection.protocol === 'icmp') {
    delete source.port;
    delete destination.port;
  }
  const service = connection.service && aggregateService(connection.service, kind);
  const host = (reporter === 'src' ? connection.source : connection.destination).node ?? '-';
  const key = [
    reporter,
    verdict.action,
    connection.protocol,
    host,
    ...endKey(source),
    ...endKey(destination),
    service?.namespace,
    service?.name,
    service?.portName,
    service?.port,
  ].join('|');
  const aggregate: FlowAggregate = {
    reporter,
    action: verdict.action,
    proto: connection.protocol,
    host,
    source,
    destination,
    ...(service && { service }),
    hits: new Map(),
    domains: new Set(),
    tuples: new Set(),
    started: 0,
    completed: 0,
    bytesIn: 0,
    bytesOut: 0,
    packetsIn: 0,
    packetsOut: 0,
    firstConnection: connection.id,
    lastAt: 0,
    inputs: new Set(),
  };
  return { key, aggregate };
}

/** Adds what identifies `connection` to the row: its 5-tuple, labels, policies, names, and cause. */
export function addConnection(aggregate: FlowAggregate, connection: Connection, verdict: Verdict): void {
  const { source, destination } = connection;
  aggregate.tuples.add(`${source.ip}:${connection.sourcePort}>${destination.ip}:${connection.destinationPort}`);
  aggregate.source.labels = commonLabels(aggregate.source.labels, source.labels);
  aggregate.destination.labels = commonLabels(aggregate.destination.labels, destination.labels);
  for (const hit of verdict.hits)
    aggregate.hits.set(`${hit.index}|${hit.tier}|${hit.name}|${hit.action}|${hit.rule}`, hit);
  for (const domain of connection.domains ?? []) aggregate.domains.add(domain);
  if (connection.input !== undefined) aggregate.inputs.add(connection.input);
}

function aggregateEnd(end: Endpoint, port: number, kind: AggregationKind, keepPort: boolean): AggregatedEnd {
  return {
    type: end.type,
    namespace: end.namespace,
    nameAggr: end.nameAggr,
    labels: end.labels,
    ...(kind < 2 && { name: end.name, ip: end.ip }),
    ...(keepPort && { port }),
  };
}

function aggregateService(service: ServiceReference, kind: AggregationKind): NonNullable<FlowAggregate['service']> {
  return kind < 3 ? service : { namespace: service.namespace, name: service.name };
}

function endKey(end: AggregatedEnd): readonly (string | number | undefined)[] {
  return [end.type, end.namespace, end.nameAggr, end.name, end.ip, end.port];
}
