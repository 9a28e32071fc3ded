import type { Explanation, StoredEvent } from '../calico/index.ts';
import type { KubernetesObject } from '../cluster/index.ts';

/** A label and what stands beside it; `N/A` for what is not set, as the product shows it. */
export type Field = readonly [label: string, value: string];

/** One triggered event of the Alerts list. */
export interface EventRow {
  id: string;
  /** Milliseconds. */
  at: number;
  description: string;
  type: string;
  origin: string;
  severity: number;
  fields: readonly Field[];
  /** The record as indented JSON with sorted keys. */
  record: string;
}

/** One row of the alert configuration. */
export interface AlertRow {
  name: string;
  description: string;
  dataSet: string;
  severity: string;
  status: 'Active' | 'Inactive';
  health: 'Healthy' | 'Unhealthy' | 'N/A';
  verdict: Explanation['verdict'];
  /** Why it fired, or why not yet, and what to do. */
  reason: string;
  advice?: string;
  fields: readonly Field[];
}

/** One row of the Anomaly Detection page. */
export interface DetectorRow {
  id: string;
  description: string;
  alert: string;
  enabled: boolean;
  /** False: firedrill lists it and never raises its events. */
  implemented: boolean;
  /** Milliseconds. */
  lastRun?: number;
}

export interface AlertsView {
  /** Newest first. */
  events: readonly EventRow[];
  alerts: readonly AlertRow[];
  detectors: readonly DetectorRow[];
}

/** An event as the product shows it (calico.md section 7: columns and the order of fields). */
export function eventRow({ event, at }: Pick<StoredEvent, 'event' | 'at'>): EventRow {
  const record = JSON.stringify(sortKeys(event.record), undefined, 4);
  return {
    id: event.id,
    at,
    description: event.description,
    type: event.type === 'anomaly_detection_job' ? 'Anomaly Detection' : 'Global Alert',
    origin: event.origin,
    severity: event.severity,
    record,
    fields: [
      ['Severity', shown(event.severity)],
      ['Origin', shown(event.origin)],
      ['Source IP', shown(event.source_ip)],
      ['Source port', shown(event.source_port)],
      ['Source namespace', shown(event.source_namespace)],
      ['Source name', shown(event.source_name)],
      ['Source name aggregation', shown(event.source_name_aggr)],
      ['Destination IP', shown(event.dest_ip)],
      ['Destination port', shown(event.dest_port)],
      ['Destination namespace', shown(event.dest_namespace)],
      ['Destination name', shown(event.dest_name)],
      ['Destination name aggregation', shown(event.dest_name_aggr)],
      ['Host', shown(event.host)],
    ],
  };
}

/** A configured alert as the product shows it, with firedrill's word on it. */
export function alertRow(
  alert: KubernetesObject,
  { verdict, reason, advice }: Pick<Explanation, 'verdict' | 'reason' | 'advice'>,
): AlertRow {
  const spec = alert['spec'] ?? {};
  const status = alert['status'] ?? {};
  const active = status.active === true ? 'Active' : 'Inactive';
  const health = status.lastExecuted === undefined ? 'N/A' : status.healthy ? 'Healthy' : 'Unhealthy';
  return {
    name: alert.metadata.name,
    description: shown(spec.description),
    dataSet: shown(spec.dataSet),
    severity: shown(spec.severity),
    status: active,
    health,
    verdict,
    reason,
    advice,
    fields: [
      ['Name', alert.metadata.name],
      ['Summary', shown(spec.summary)],
      ['Description', shown(spec.description)],
      ['Severity', shown(spec.severity)],
      ['Data Set', shown(spec.dataSet)],
      ['Query', shown(spec.query)],
      ['Aggregate By', shown(spec.aggregateBy?.join(', '))],
      ['Field', shown(spec.field)],
      ['Metric', shown(spec.metric)],
      ['Condition', shown(spec.condition)],
      ['Threshold', shown(spec.threshold)],
      ['Period', shown(spec.period)],
      ['Lookback', shown(spec.lookback)],
      ['Status', active],
      ['Health', health],
      ...(status.errorConditions ?? []).map(({ message }: { message: string }): Field => ['Error', message]),
    ],
  };
}

function shown(value: unknown): string {
  return value === undefined || value === null || value === '' ? 'N/A' : String(value);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, entry]) => [key, sortKeys(entry)]),
  );
}
