import type { Connection, Endpoint, HttpExchange, NetworkEvent, Verdict } from '../../network/index.ts';
import type { LogRow } from '../types.ts';
import type { FelixSettings } from './felix-settings.ts';
import { addConnection, beginAggregate, type FlowAggregate, FlowKeys, type Reporter } from './flow-aggregate.ts';
import { flowDocument } from './flow-document.ts';

/** Sums connections up into rows between two flushes, as each node's Felix does. */
export interface FlowCollector {
  record(event: Exclude<NetworkEvent, { kind: 'dns' | 'stream' }>, now: number): void;
  /** What a flush at `now` would write; changes nothing. */
  collecting(now: number): readonly CollectedRow[];
  /** Writes the interval and begins the next with the connections still open. */
  flush(now: number): readonly CollectedRow[];
}

/** A row before it is known when it will be visible. */
export type CollectedRow = Omit<LogRow, 'visibleAt'>;

type Counters = Pick<Connection, 'bytesIn' | 'bytesOut' | 'packetsIn' | 'packetsOut'>;

export function createFlowCollector(settings: () => FelixSettings, start: number): FlowCollector {
  let intervalStart = start;
  let aggregates = new Map<string, FlowAggregate>();
  let reported = new Map<number, FlowAggregate[]>();
  const open = new Map<number, Connection>();
  const keys = new FlowKeys();

  /** The rows of this interval that the connection is part of; it becomes part of them when first asked for. */
  function rowsOf(connection: Connection): FlowAggregate[] {
    let rows = reported.get(connection.id);
    if (!rows) {
      rows = [];
      const { egress, ingress, source, destination } = connection;
      if (egress && mayReport(source)) rows.push(rowOf(connection, 'src', egress));
      if (ingress && mayReport(destination)) rows.push(rowOf(connection, 'dst', ingress));
      reported.set(connection.id, rows);
    }
    return rows;
  }

  /** A node forwarding for others judges too; the pod's end reports what became of it. */
  function mayReport({ type }: Endpoint): boolean {
    return type !== 'hep' || settings().hostEndpointsReport;
  }

  /** Who reports a connection is each end whose node judged it. */
  function rowOf(connection: Connection, reporter: Reporter, verdict: Verdict): FlowAggregate {
    const { flowKindForAllowed, flowKindForDenied } = settings();
    const kind = verdict.action === 'allow' ? flowKindForAllowed : flowKindForDenied;
    const key = keys.of(connection, reporter, verdict, kind);
    let aggregate = aggregates.get(key);
    if (!aggregate) aggregates.set(key, (aggregate = beginAggregate(connection, reporter, verdict, kind)));
    addConnection(aggregate, connection, verdict);
    return aggregate;
  }

  return {
    record(event, now) {
      const { connection } = event;
      for (const aggregate of rowsOf(connection)) {
        aggregate.lastAt = now;
        if (event.kind === 'start') {
          aggregate.started++;
          addTraffic(aggregate, connection);
        }
        if (event.kind === 'traffic') addTraffic(aggregate, event);
        if (event.kind === 'end') aggregate.completed++;
        if (event.kind === 'http' && aggregate.reporter === 'dst') countRequest(aggregate, event.exchange);
      }
      if (connection.endedAt !== undefined) open.delete(connection.id);
      else if (isTracked(connection)) open.set(connection.id, connection);
    },
    collecting: (now) => rows(aggregates, intervalStart, now),
    flush(now) {
      const flushed = rows(aggregates, intervalStart, now);
      aggregates = new Map();
      reported = new Map();
      intervalStart = now;
      for (const connection of open.values()) {
        for (const aggregate of rowsOf(connection)) aggregate.lastAt = now;
      }
      return flushed;
    },
  };
}

/** A refused packet leaves no conntrack entry, so nothing of it lives on into the next interval. */
function isTracked(connection: Connection): boolean {
  const { egress, ingress } = connection;
  return egress?.action !== 'deny' && ingress?.action !== 'deny';
}

function countRequest(aggregate: FlowAggregate, { refusedBy }: HttpExchange): void {
  if (refusedBy) aggregate.requestsDenied++;
  else aggregate.requestsAllowed++;
}

/** In and out are the reporting end's view; the counters are the source's. */
function addTraffic(aggregate: FlowAggregate, counters: Counters): void {
  const reportsSource = aggregate.reporter === 'src';
  aggregate.bytesIn += reportsSource ? counters.bytesIn : counters.bytesOut;
  aggregate.bytesOut += reportsSource ? counters.bytesOut : counters.bytesIn;
  aggregate.packetsIn += reportsSource ? counters.packetsIn : counters.packetsOut;
  aggregate.packetsOut += reportsSource ? counters.packetsOut : counters.packetsIn;
}

const NO_INPUTS: readonly number[] = [];

function rows(aggregates: Map<string, FlowAggregate>, startTime: number, endTime: number): CollectedRow[] {
  return [...aggregates.values()].map((aggregate) => ({
    dataSet: 'flows',
    document: flowDocument(aggregate, startTime, endTime),
    time: Math.floor(startTime / 1000) * 1000,
    lastAt: aggregate.lastAt,
    inputs: aggregate.inputs ? [...aggregate.inputs].sort((left, right) => left - right) : NO_INPUTS,
  }));
}
