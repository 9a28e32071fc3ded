import type { LogDocument, LogRow } from '../../types.ts';
import type { AlertSpec } from './alert-spec.ts';

/** What an alert compares with its threshold, per distinct tuple of its aggregateBy values. */
export interface BucketValue {
  rows: readonly LogRow[];
  /** Undefined when the alert has no metric: then every bucket is an event. */
  value?: number;
  fires: boolean;
}

/** The buckets that an alert would make of these matching rows (calico.md 3.3). */
export function bucketValues(spec: AlertSpec, rows: readonly LogRow[]): BucketValue[] {
  const buckets = new Map<string, LogRow[]>();
  for (const row of rows) {
    const key = JSON.stringify(spec.aggregateBy.map((field) => fieldValue(row.document, field) ?? null));
    buckets.set(key, [...(buckets.get(key) ?? []), row]);
  }
  return [...buckets.values()].map((bucket) => {
    if (!spec.metric) return { rows: bucket, fires: true };
    const value = metricOf(spec, bucket);
    return { rows: bucket, value, fires: CONDITIONS[spec.condition].holds(value, spec.threshold) };
  });
}

/** How a condition is written and what it asks. */
export const CONDITIONS: Record<
  AlertSpec['condition'],
  { sign: string; holds(value: number, threshold: number): boolean }
> = {
  eq: { sign: '=', holds: (value, threshold) => value === threshold },
  not_eq: { sign: '!=', holds: (value, threshold) => value !== threshold },
  gt: { sign: '>', holds: (value, threshold) => value > threshold },
  gte: { sign: '>=', holds: (value, threshold) => value >= threshold },
  lt: { sign: '<', holds: (value, threshold) => value < threshold },
  lte: { sign: '<=', holds: (value, threshold) => value <= threshold },
};

/** A field by its name as alerts write it, dots leading into objects. */
export function fieldValue(document: LogDocument, field: string): unknown {
  let value: unknown = document;
  for (const part of field.split('.')) value = (value as LogDocument | null | undefined)?.[part];
  return value ?? undefined;
}

function metricOf(spec: AlertSpec, rows: readonly LogRow[]): number {
  if (spec.metric === 'count') return rows.length;
  const values = rows.map((row) => Number(fieldValue(row.document, spec.field ?? ''))).filter(Number.isFinite);
  if (values.length === 0) return 0;
  const sum = values.reduce((total, value) => total + value, 0);
  if (spec.metric === 'avg') return sum / values.length;
  if (spec.metric === 'min') return Math.min(...values);
  return spec.metric === 'max' ? Math.max(...values) : sum;
}
