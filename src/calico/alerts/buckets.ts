import { compareText, type Field, fieldValues, indexedValue } from '../query/index.ts';
import type { LogDocument, LogRow } from '../types.ts';

export type BucketKey = Readonly<Record<string, string | number>>;

/** The rows that share one combination of values. */
export interface RowBucket {
  readonly key: BucketKey;
  readonly rows: readonly LogRow[];
}

/** The index hands out no more buckets than this. */
export const MOST_BUCKETS = 10_000;

/**
 * Sorts rows into one bucket per combination of the fields' values, as a composite aggregation does: a row without a
 * value for every field is left out, a row with several is in several buckets. Ordered by the last field first.
 */
export function bucketRows(rows: readonly LogRow[], fields: readonly Field[]): RowBucket[] {
  const buckets = new Map<string, { values: (string | number)[]; rows: LogRow[] }>();
  for (const row of rows) {
    for (const values of combinations(fields.map((field) => bucketValues(field, row.document)))) {
      const id = JSON.stringify(values);
      const bucket = buckets.get(id);
      if (bucket) bucket.rows.push(row);
      else buckets.set(id, { values, rows: [row] });
    }
  }
  return [...buckets.values()]
    .sort((left, right) => compareFromLast(left.values, right.values))
    .slice(0, MOST_BUCKETS)
    .map((bucket) => ({ key: keyOf(fields, bucket.values), rows: bucket.rows }));
}

/** The values of a field that make buckets. Nested ones are documents of their own, which the aggregation does not see. */
export function bucketValues(field: Field, document: LogDocument): (string | number)[] {
  if (field.nested !== undefined) return [];
  const values = fieldValues(field, document).map((value) => indexedValue(field, value));
  return [...new Set(values)].filter((value) => value !== undefined);
}

function combinations<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>((tuples, list) => tuples.flatMap((tuple) => list.map((value) => [...tuple, value])), [[]]);
}

function compareFromLast(left: readonly (string | number)[], right: readonly (string | number)[]): number {
  for (let index = left.length - 1; index >= 0; index--) {
    const order = compareValues(left[index]!, right[index]!);
    if (order !== 0) return order;
  }
  return 0;
}

/** The order of the index: numbers by size, then texts by code points. */
export function compareValues(left: string | number, right: string | number): number {
  if (typeof left === 'number') return typeof right === 'number' ? left - right : -1;
  return typeof right === 'number' ? 1 : compareText(left, right);
}

function keyOf(fields: readonly Field[], values: readonly (string | number)[]): BucketKey {
  return Object.fromEntries(fields.map((field, index) => [field.key, values[index]!]));
}
