import type { Metric } from '../kinds/index.ts';
import type { Field } from '../query/index.ts';
import type { LogDocument } from '../types.ts';

/** Makes an event's record of a bucket's values, in the order of the fields, and its metric. */
export type RecordMaker = (values: readonly (string | number)[], metric: number | null) => LogDocument;

/** Puts names in the order that `evaluate` gives a record, once for all buckets. */
export function recordMaker(fields: readonly Field[], metric: Metric | undefined): RecordMaker {
  const places = new Map<string, number>(fields.map((field, index) => [field.key, index]));
  if (metric) places.set(metric, METRIC);
  const entries = [...places].sort(([left], [right]) => (left < right ? -1 : 1));
  const names = entries.map(([name]) => name);
  const from = entries.map(([, place]) => place);
  return (values, value) => {
    const record: LogDocument = {};
    for (let at = 0; at < names.length; at++) {
      const place = from[at]!;
      record[names[at]!] = place === METRIC ? (value ?? 0) : values[place]!;
    }
    return record;
  };
}

const METRIC = -1;
