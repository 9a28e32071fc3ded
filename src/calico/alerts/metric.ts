import type { Condition, Metric } from '../kinds/index.ts';
import { type Field, fieldValues, indexedValue } from '../query/index.ts';
import type { LogDocument, LogRow } from '../types.ts';
import { EvaluationError } from './evaluation-error.ts';

/** Computes an alert's metric over rows; null when no row has a number in the field. */
export type MetricFunction = (rows: readonly LogRow[]) => number | null;

/** Throws `EvaluationError` when the index cannot compute the metric over a field of that type. */
export function checkMetric(metric: Metric, field: Field | undefined): void {
  if (metric === 'count') return;
  if (!field) throw new EvaluationError(`metric ${metric} requires a field`);
  const unsupported = field.type === 'keyword' || field.type === 'ip' || (field.type === 'date' && metric === 'sum');
  if (unsupported) {
    throw new EvaluationError(
      `Field [${field.key}] of type [${field.type}] is not supported for aggregation [${metric}]`,
    );
  }
}

/** Throws as `checkMetric` does. */
export function compileMetric(metric: Metric, field: Field | undefined): MetricFunction {
  checkMetric(metric, field);
  if (metric === 'count' || !field) return (rows) => rows.length;
  const reduce = REDUCERS[metric];
  return (rows) => {
    const numbers = numbersOf(rows, field);
    return numbers.length === 0 ? null : reduce(numbers);
  };
}

/** Whether `value <condition> threshold`; a metric without a value counts as 0. */
export function conditionHolds(condition: Condition, value: number | null, threshold: number): boolean {
  return CONDITIONS[condition](value ?? 0, threshold);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const REDUCERS: Record<Exclude<Metric, 'count'>, (numbers: readonly number[]) => number> = {
  sum,
  avg: (numbers) => sum(numbers) / numbers.length,
  min: (numbers) => numbers.reduce((least, number) => Math.min(least, number)),
  max: (numbers) => numbers.reduce((most, number) => Math.max(most, number)),
};

const CONDITIONS: Record<Condition, (value: number, threshold: number) => boolean> = {
  eq: (value, threshold) => value === threshold,
  not_eq: (value, threshold) => value !== threshold,
  gt: (value, threshold) => value > threshold,
  gte: (value, threshold) => value >= threshold,
  lt: (value, threshold) => value < threshold,
  lte: (value, threshold) => value <= threshold,
};

function numbersOf(rows: readonly LogRow[], field: Field): number[] {
  return rows.flatMap((row) => numbersIn(field, row.document));
}

/** The numbers a document has in a field; none in nested ones, which an aggregation does not see. */
export function numbersIn(field: Field, document: LogDocument): number[] {
  if (field.nested !== undefined) return [];
  const values = fieldValues(field, document).map((value) => indexedValue(field, value));
  return values.filter((value) => typeof value === 'number');
}
