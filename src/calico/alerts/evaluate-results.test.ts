import { describe, expect, test } from 'vitest';
import type { GlobalAlertSpec } from '../kinds/index.ts';
import type { DataSet, LogDocument, LogRow } from '../types.ts';
import { evaluate } from './index.ts';

type PartialSpec = Partial<GlobalAlertSpec>;

const specOf = (spec: PartialSpec): GlobalAlertSpec => ({
  description: 'd',
  severity: 100,
  dataSet: 'flows',
  ...spec,
});

const row = (document: LogDocument, inputs: number[] = [], dataSet: DataSet = 'flows'): LogRow => ({
  dataSet,
  document,
  time: 0,
  lastAt: 0,
  visibleAt: 0,
  inputs,
});

const records = (spec: PartialSpec, documents: readonly LogDocument[]): LogDocument[] =>
  evaluate(
    specOf(spec),
    documents.map((document) => row(document)),
  ).findings.map((finding) => finding.record);

const COUNT: PartialSpec = { metric: 'count', condition: 'gt' };
const A = { action: 'allow', source_namespace: 'a' };
const B = { action: 'deny', source_namespace: 'b' };

describe('limits', () => {
  test('ten thousand buckets, the lowest of the last key', () => {
    const rows = Array.from({ length: 10_050 }, (_, port) => ({ dest_port: 10_050 - port }));
    const found = records({ ...COUNT, aggregateBy: ['dest_port'] }, rows);
    expect(found).toHaveLength(10_000);
    expect(found.at(-1)).toEqual({ count: 1, dest_port: 10_000 });
  });

  test('ten thousand documents', () => {
    const rows = Array.from({ length: 10_050 }, (_, index) => ({ index }));
    expect(records({}, rows)).toHaveLength(10_000);
  });
});

describe('what a run tells', () => {
  test('inputs of a bucket are those of all its rows, in order and once', () => {
    const rows = [row(A, [4]), row(A, [2, 4]), row(B, [9]), row(A)];
    const { buckets, findings } = evaluate(specOf({ ...COUNT, threshold: 1, aggregateBy: ['action'] }), rows);
    expect(buckets).toEqual([
      { key: { action: 'allow' }, value: 3, holds: true, inputs: [2, 4] },
      { key: { action: 'deny' }, value: 1, holds: false, inputs: [9] },
    ]);
    expect(findings.map(({ inputs }) => inputs)).toEqual([[2, 4]]);
  });

  test('without buckets there is one with an empty key, which says the value even when it does not hold', () => {
    const { buckets, matched } = evaluate(specOf({ ...COUNT, threshold: 5, query: 'action = allow' }), [
      row(A),
      row(B),
    ]);
    expect(buckets).toEqual([{ key: {}, value: 1, holds: false, inputs: [] }]);
    expect(matched).toBe(1);
  });

  test('a value nobody had is null in the bucket, and 0 in the record', () => {
    const spec = specOf({ metric: 'max', field: 'bytes_in', condition: 'lt', threshold: 1, aggregateBy: ['action'] });
    const { buckets, findings } = evaluate(spec, [row(A)]);
    expect(buckets[0]?.value).toBeNull();
    expect(findings[0]?.record).toEqual({ action: 'allow', max: 0 });
  });

  test('single rows bring their own inputs, and a copy of the document', () => {
    const source = row(A, [3]);
    const { findings, buckets } = evaluate(specOf({}), [source]);
    expect(buckets).toEqual([]);
    expect(findings).toEqual([{ record: A, inputs: [3] }]);
    expect(findings[0]?.record).not.toBe(source.document);
  });
});

describe('a run that cannot be', () => {
  test.each<[string, PartialSpec, string]>([
    ['a key of another data set', { dataSet: 'l7', query: 'qname = x' }, 'invalid key: qname'],
    [
      'a sum of words',
      { ...COUNT, metric: 'sum', field: 'action' },
      'Field [action] of type [keyword] is not supported for aggregation [sum]',
    ],
    [
      'an average of addresses',
      { metric: 'avg', field: 'dest_ip' },
      'Field [dest_ip] of type [ip] is not supported for aggregation [avg]',
    ],
    [
      'a sum of times',
      { metric: 'sum', field: 'start_time' },
      'Field [start_time] of type [date] is not supported for aggregation [sum]',
    ],
    ['no data set', { dataSet: undefined }, 'the alert names no dataSet'],
    ['a metric that lacks its field', { metric: 'max' }, 'metric max requires a field'],
    ['a broken query', { query: 'a ==' }, '1:4: unexpected token "=" (expected <ident> | <string> | <int> | <float>)'],
  ])('%s', (_what, spec, message) => {
    expect(() => evaluate(specOf(spec), [row(A)])).toThrow(message);
  });
});
