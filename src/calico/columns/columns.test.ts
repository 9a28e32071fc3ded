import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyComparison, anyDocument } from '../lab/document-arbitrary.ts';
import { compileQuery, QueryError } from '../query/index.ts';
import { queryOver } from '../query/query-arbitrary.ts';
import type { DataSet, LogDocument, LogRow } from '../types.ts';
import { Column } from './column.ts';
import { COLUMN_ROWS, compileRowFilter, createRowSeries, type RowSeries } from './index.ts';

const row = (document: LogDocument, dataSet: DataSet = 'flows', inputs: number[] = []): LogRow => ({
  dataSet,
  document,
  time: 1,
  lastAt: 2,
  visibleAt: 3,
  inputs,
});

function seriesOf(documents: readonly LogDocument[], segmentRows: number, dataSet: DataSet = 'flows'): RowSeries {
  const series = createRowSeries(dataSet, 1_000_000, segmentRows);
  for (const document of documents) series.append(row(document, dataSet));
  return series;
}

describe('columns', () => {
  test('give every row back as it was, with its keys in order', () => {
    fc.assert(
      fc.property(fc.array(anyDocument, { maxLength: 30 }), fc.integer({ min: 1, max: 12 }), (documents, size) => {
        const rows = documents.map((document, index) => row(document, 'flows', index % 3 === 0 ? [index] : []));
        const series = createRowSeries('flows', 1_000, size);
        for (const each of rows) series.append(each);
        expect(JSON.stringify(series.rows(series.kept))).toBe(JSON.stringify(rows));
      }),
    );
  });

  test('tell 1 from "1", null from "null" and an absent key from a null', () => {
    const documents = [{ a: 1 }, { a: '1' }, { a: null }, { a: 'null' }, {}, { a: true }, { a: 'true' }];
    const series = seriesOf(documents, 10);
    expect(series.rows(series.kept).map(({ document }) => document)).toEqual(documents);
  });

  test('count with a byte, then two, and with nothing at all while all rows agree', () => {
    const column = new Column();
    for (let index = 0; index < 300; index++) column.append('same');
    expect(column.codes.buffer).toBe(new Column().codes.buffer);
    for (let index = 0; index < 200; index++) column.append(index);
    expect(column.codes).toBeInstanceOf(Uint8Array);
    for (let index = 0; index < COLUMN_ROWS - 500; index++) column.append(`name-${index}`);
    expect(column.codes).toBeInstanceOf(Uint16Array);
    expect([0, 299, 300, 499, 500, COLUMN_ROWS - 1].map((at) => column.valueAt(at))).toEqual([
      'same',
      'same',
      0,
      199,
      'name-0',
      `name-${COLUMN_ROWS - 501}`,
    ]);
  });
});

describe('a compiled filter', () => {
  test.each(['flows', 'dns', 'audit', 'waf'] as const)('keeps the rows of %s that the query holds for', (dataSet) => {
    fc.assert(
      fc.property(
        queryOver(anyComparison),
        fc.array(anyDocument, { maxLength: 20 }),
        fc.integer({ min: 1, max: 25 }),
        (query, documents, size) => {
          const matches = attempt(() => compileQuery(query, dataSet));
          const filter = attempt(() => compileRowFilter(query, dataSet));
          if (!matches || !filter) {
            expect(filter).toBe(matches);
            return;
          }
          const series = seriesOf(documents, size, dataSet);
          const found = series.slices(series.kept).flatMap(({ segment, from, to }) => {
            const rows = Uint16Array.from({ length: to - from }, (_, index) => from + index);
            return [...rows.slice(0, filter(segment, rows, rows.length))].map((at) => segment.first + at);
          });
          const expected = documents.flatMap((document, index) => (matches(document) ? [index] : []));
          expect(found).toEqual(expected);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('goes on where a segment grows', () => {
    const series = seriesOf([{ qname: 'a' }], 100, 'dns');
    const filter = compileRowFilter({ any: [{ all: [IS_B] }] }, 'dns');
    const keep = (): number => {
      const { segment, to } = series.slices(series.kept)[0]!;
      return filter(
        segment,
        Uint16Array.from({ length: to }, (_, at) => at),
        to,
      );
    };
    expect(keep()).toBe(0);
    for (const qname of ['b', 'c', 'b', 'd']) series.append(row({ qname }, 'dns'));
    expect(keep()).toBe(2);
  });
});

const IS_B = { negated: false, test: { kind: 'comparison', key: 'qname', comparator: '=', value: 'b' } } as const;

function attempt<T>(compile: () => T): T | undefined {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return undefined;
  }
}
