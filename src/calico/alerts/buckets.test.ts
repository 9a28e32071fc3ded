import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogDocument, LogRow } from '../types.ts';
import { evaluate } from './index.ts';

const value = fc.oneof(
  fc.constantFrom('a', 'b', 'B', ''),
  fc.constant(null),
  fc.constant(undefined),
  fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
);
const port = fc.constantFrom(0, 53, 443, null, undefined);
const document: fc.Arbitrary<LogDocument> = fc.record({ host: value, process_args: value, dest_port: port });
const keys = fc.subarray(['host', 'process_args', 'dest_port'], { minLength: 1 });

const rowsOf = (documents: readonly LogDocument[]): LogRow[] =>
  documents.map((one, index) => ({
    dataSet: 'flows',
    document: one,
    time: 0,
    lastAt: 0,
    visibleAt: 0,
    inputs: [index],
  }));

/** The values a row has for a key, said once more in the plainest way. */
function valuesOf(row: LogDocument, key: string): unknown[] {
  const found = row[key];
  if (found === null && key === 'dest_port') return [0];
  return [...new Set(Array.isArray(found) ? found : [found])].filter((one) => one !== null && one !== undefined);
}

test('each bucket holds exactly the rows that have its values', () => {
  fc.assert(
    fc.property(fc.array(document, { maxLength: 20 }), keys, (documents, aggregateBy) => {
      const spec = { description: '', severity: 1, dataSet: 'flows', aggregateBy, metric: 'count' } as const;
      const { buckets } = evaluate(spec, rowsOf(documents));
      const seen = new Set(buckets.map(({ key }) => JSON.stringify(key)));
      expect(seen.size).toBe(buckets.length);
      for (const { key, value: count, inputs } of buckets) {
        const members = documents.flatMap((one, index) =>
          aggregateBy.every((name) => valuesOf(one, name).includes(key[name])) ? [index] : [],
        );
        expect(inputs).toEqual(members);
        expect(count).toBe(members.length);
      }
      const tuples = documents.map((one) =>
        aggregateBy.reduce((product, name) => product * valuesOf(one, name).length, 1),
      );
      const total = buckets.reduce((sum, bucket) => sum + (bucket.value ?? 0), 0);
      expect(total).toBe(tuples.reduce((sum, count) => sum + count, 0));
    }),
    { numRuns: 500 },
  );
});

test('the order of rows changes neither buckets nor their order', () => {
  fc.assert(
    fc.property(fc.array(document, { maxLength: 20 }), keys, (documents, aggregateBy) => {
      const spec = { description: '', severity: 1, dataSet: 'flows', aggregateBy, metric: 'count' } as const;
      const keysOf = (rows: readonly LogDocument[]) =>
        evaluate(spec, rowsOf(rows)).buckets.map(({ key, value: count }) => [key, count]);
      expect(keysOf([...documents].reverse())).toEqual(keysOf(documents));
    }),
  );
});
