import type { GlobalAlertSpec } from '../kinds/index.ts';
import { compileQuery, fieldOf } from '../query/index.ts';
import type { LogDocument, LogRow } from '../types.ts';
import { readAlert } from './alert-reading.ts';
import { bucketRows, type RowBucket } from './buckets.ts';
import { compileMetric, conditionHolds, type MetricFunction } from './metric.ts';

/** What one run of an alert sees in the rows of its window. */
export interface AlertResult {
  /** Rows that the query holds for. */
  readonly matched: number;
  /** In the order of the index; one with an empty key without `aggregateBy`; none for an alert of single rows. */
  readonly buckets: readonly EvaluatedBucket[];
  /** One for each event to write. */
  readonly findings: readonly Finding[];
}

export interface EvaluatedBucket {
  readonly key: Readonly<Record<string, unknown>>;
  /** The metric; null when there is none, or no row has a value. */
  readonly value: number | null;
  readonly holds: boolean;
  /** Inputs of the session with a part in any row, ascending. */
  readonly inputs: readonly number[];
}

export interface Finding {
  readonly record: LogDocument;
  readonly inputs: readonly number[];
}

type AlertEvaluator = (rows: readonly LogRow[]) => AlertResult;

/** A search hands out no more documents than this. */
export const MOST_DOCUMENTS = 10_000;

/**
 * Evaluates a rule-based alert over the rows of its window (calico.md 3.3), row by row: for a few of them, and as the
 * yardstick of `AlertWindow`. Throws `QueryError` or `EvaluationError`
 * when the alert cannot run.
 */
export function evaluate(spec: GlobalAlertSpec, rows: readonly LogRow[]): AlertResult {
  const { dataSet, query } = readAlert(spec);
  const matches = compileQuery(query, dataSet);
  return compileShape(spec)(rows.filter((row) => matches(row.document)));
}

function compileShape(spec: GlobalAlertSpec): AlertEvaluator {
  const { metric, field, aggregateBy = [], dataSet } = spec;
  const fields = aggregateBy.map((name) => fieldOf(dataSet!, name));
  const compute = metric && compileMetric(metric, field === undefined ? undefined : fieldOf(dataSet!, field));
  if (fields.length > 0) return (rows) => judgeBuckets(spec, bucketRows(rows, fields), rows.length, compute);
  if (compute) return (rows) => judgeBuckets(spec, [{ key: {}, rows }], rows.length, compute);
  return everyDocument;
}

function everyDocument(rows: readonly LogRow[]): AlertResult {
  const findings = rows
    .slice(0, MOST_DOCUMENTS)
    .map(({ document, inputs }) => ({ record: structuredClone(document), inputs }));
  return { matched: rows.length, buckets: [], findings };
}

function judgeBuckets(
  spec: GlobalAlertSpec,
  rowBuckets: readonly RowBucket[],
  matched: number,
  compute: MetricFunction | undefined,
): AlertResult {
  const buckets = rowBuckets.map((bucket) => judgeBucket(spec, bucket, compute));
  const findings = buckets
    .filter((bucket) => bucket.holds)
    .map((bucket) => ({ record: recordOf(spec, bucket), inputs: bucket.inputs }));
  return { matched, buckets, findings };
}

function judgeBucket(
  { condition, threshold = 0 }: GlobalAlertSpec,
  { key, rows }: RowBucket,
  compute: MetricFunction | undefined,
): EvaluatedBucket {
  const value = compute ? compute(rows) : null;
  const holds = !compute || !condition || conditionHolds(condition, value, threshold);
  return { key, value, holds, inputs: inputsOf(rows) };
}

/** The metric and the bucket's key, by name in alphabetical order as the store prints them. */
function recordOf({ metric }: GlobalAlertSpec, { key, value }: EvaluatedBucket): LogDocument {
  const entries = Object.entries(metric ? { ...key, [metric]: value ?? 0 } : key);
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}

function inputsOf(rows: readonly LogRow[]): number[] {
  const inputs = new Set<number>();
  for (const row of rows) for (const input of row.inputs) inputs.add(input);
  return [...inputs].sort((left, right) => left - right);
}
