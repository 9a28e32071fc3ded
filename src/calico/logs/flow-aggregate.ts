import type { Connection, Endpoint, ServiceReference, Verdict } from '../../network/index.ts';
import { commonLabels } from './common-labels.ts';
import type { AggregationKind } from './felix-settings.ts';

/** Which end of a connection reports: its own node judged it there. */
export type Reporter = 'src' | 'dst';

/** One end of an aggregated flow: what the aggregation kind dropped is undefined. */
export interface AggregatedEnd {
  type: Endpoint['type'];
  namespace: string;
  name: string | undefined;
  nameAggr: string;
  ip: string | undefined;
  port: number | undefined;
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
  service: (Omit<ServiceReference, 'port' | 'portName'> & Partial<ServiceReference>) | undefined;
  verdicts: Set<Verdict>;
  domains: Set<string> | undefined;
  /** Every connection with a part in the row. */
  connections: Connection[];
  started: number;
  completed: number;
  bytesIn: number;
  bytesOut: number;
  packetsIn: number;
  packetsOut: number;
  /** Requests a proxy let pass or refused; it tells the destination's end. */
  requestsAllowed: number;
  requestsDenied: number;
  lastAt: number;
  inputs: Set<number> | undefined;
}

interface KnownKey {
  readonly reporter: Reporter;
  readonly action: Verdict['action'];
  readonly kind: AggregationKind;
  readonly protocol: Connection['protocol'];
  readonly port: number;
  readonly service: ServiceReference | undefined;
  readonly key: string;
}

/**
 * The keys that tell rows apart: connections with the same key are summed up in one row. Between two ends few kinds of
 * connections come again and again; their keys are kept as long as the ends are the same.
 */
export class FlowKeys {
  readonly #known = new WeakMap<Endpoint, WeakMap<Endpoint, KnownKey[]>>();

  of(connection: Connection, reporter: Reporter, verdict: Verdict, kind: AggregationKind): string {
    if (keepsSourcePort(kind)) return aggregateKey(connection, reporter, verdict, kind);
    const { source, destination, protocol, destinationPort: port, service } = connection;
    const { action } = verdict;
    const known = this.#between(source, destination);
    for (const each of known) {
      const isSame =
        each.port === port &&
        each.reporter === reporter &&
        each.action === action &&
        each.kind === kind &&
        each.protocol === protocol &&
        isSameService(each.service, service);
      if (isSame) return each.key;
    }
    const key = aggregateKey(connection, reporter, verdict, kind);
    if (known.length < MOST_KEPT) known.push({ reporter, action, kind, protocol, port, service, key });
    return key;
  }

  #between(source: Endpoint, destination: Endpoint): KnownKey[] {
    let from = this.#known.get(source);
    if (!from) this.#known.set(source, (from = new WeakMap()));
    let known = from.get(destination);
    if (!known) from.set(destination, (known = []));
    return known;
  }
}

/** Port scans have a key for every port: looking through all of them would be slower than making one. */
const MOST_KEPT = 16;

function isSameService(left: ServiceReference | undefined, right: ServiceReference | undefined): boolean {
  if (left === right) return true;
  if (!left || !right) return false;
  return (
    left.name === right.name &&
    left.namespace === right.namespace &&
    left.port === right.port &&
    left.portName === right.portName
  );
}

function aggregateKey(connection: Connection, reporter: Reporter, { action }: Verdict, kind: AggregationKind): string {
  const { protocol, source, destination, sourcePort, destinationPort, service } = connection;
  const from = endKey(source, sourcePort, kind, keepsSourcePort(kind));
  const to = endKey(destination, destinationPort, kind, keepsDestinationPort(kind));
  const ports = service && keepsDestinationPort(kind) ? `${service.portName}:${service.port}` : '';
  const through = service ? `${service.namespace}/${service.name} ${ports}` : '';
  return `${reporter} ${action} ${protocol} ${hostOf(connection, reporter)}|${from}|${to}|${through}`;
}

/** An empty aggregate for what `reporter` says about `connection` under that kind. */
export function beginAggregate(
  connection: Connection,
  reporter: Reporter,
  verdict: Verdict,
  kind: AggregationKind,
): FlowAggregate {
  const { protocol, source, destination, sourcePort, destinationPort, service } = connection;
  const hasPorts = protocol !== 'icmp';
  return {
    reporter,
    action: verdict.action,
    proto: protocol,
    host: hostOf(connection, reporter),
    source: aggregateEnd(source, sourcePort, kind, hasPorts && keepsSourcePort(kind)),
    destination: aggregateEnd(destination, destinationPort, kind, hasPorts && keepsDestinationPort(kind)),
    service: service && aggregateService(service, kind),
    verdicts: new Set(),
    domains: undefined,
    connections: [],
    started: 0,
    completed: 0,
    bytesIn: 0,
    bytesOut: 0,
    packetsIn: 0,
    packetsOut: 0,
    requestsAllowed: 0,
    requestsDenied: 0,
    lastAt: 0,
    inputs: undefined,
  };
}

/** Adds what identifies `connection` to the row: its 5-tuple, labels, policies, names, and cause. */
export function addConnection(aggregate: FlowAggregate, connection: Connection, verdict: Verdict): void {
  const { source, destination } = connection;
  aggregate.connections.push(connection);
  aggregate.source.labels = commonLabels(aggregate.source.labels, source.labels);
  aggregate.destination.labels = commonLabels(aggregate.destination.labels, destination.labels);
  aggregate.verdicts.add(verdict);
  for (const domain of connection.domains ?? []) (aggregate.domains ??= new Set()).add(domain);
  if (connection.input !== undefined) (aggregate.inputs ??= new Set()).add(connection.input);
}

function aggregateEnd(end: Endpoint, port: number, kind: AggregationKind, keepsPort: boolean): AggregatedEnd {
  return {
    type: end.type,
    namespace: end.namespace,
    nameAggr: end.nameAggr,
    labels: end.labels,
    name: kind < 2 ? end.name : undefined,
    ip: kind < 2 ? end.ip : undefined,
    port: keepsPort ? port : undefined,
  };
}

function aggregateService(service: ServiceReference, kind: AggregationKind): NonNullable<FlowAggregate['service']> {
  return keepsDestinationPort(kind) ? service : { namespace: service.namespace, name: service.name };
}

function endKey(end: Endpoint, port: number, kind: AggregationKind, keepsPort: boolean): string {
  const name = kind < 2 ? `${end.name} ${end.ip}` : '';
  return `${end.type} ${end.namespace}/${end.nameAggr} ${name} ${keepsPort ? port : ''}`;
}

function hostOf({ source, destination }: Connection, reporter: Reporter): string {
  return (reporter === 'src' ? source : destination).node ?? '-';
}

function keepsSourcePort(kind: AggregationKind): boolean {
  return kind < 1;
}

function keepsDestinationPort(kind: AggregationKind): boolean {
  return kind < 3;
}
