import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRowSeries, type RowSeries } from '../columns/index.ts';
import type { Condition, GlobalAlertSpec, Metric } from '../kinds/index.ts';
import { anyComparison, anyDocument, DOCUMENT_KEYS } from '../lab/document-arbitrary.ts';
import { formatQuery, QueryError } from '../query/index.ts';
import { queryOver } from '../query/query-arbitrary.ts';
import type { DataSet, LogRow } from '../types.ts';
import { AlertWindow } from './alert-window.ts';
import type { AlertResult } from './evaluate.ts';
import { EvaluationError } from './evaluation-error.ts';
import { evaluate } from './index.ts';

const KEPT = 5;
const metrics: (Metric | undefined)[] = [undefined, 'count', 'sum', 'avg', 'min', 'max'];
const conditions: Condition[] = ['eq', 'not_eq', 'gt', 'gte', 'lt', 'lte'];

const anySpec: fc.Arbitrary<GlobalAlertSpec> = fc
  .record({
    query: fc.oneof(fc.constant(''), queryOver(anyComparison, 1).map(formatQuery)),
    aggregateBy: fc.uniqueArray(fc.constantFrom(...DOCUMENT_KEYS), { maxLength: 3 }),
    metric: fc.constantFrom(...metrics),
    condition: fc.constantFrom(...conditions),
    threshold: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ metric, ...spec }) => ({
    description: 'd',
    severity: 1,
    dataSet: 'waf',
    ...spec,
    ...(metric && { metric }),
    ...(metric && metric !== 'count' && { field: 'num_flows' }),
  }));

const anyStep = fc.record({
  rows: fc.array(fc.record({ document: anyDocument, input: fc.option(fc.integer({ min: 1, max: 4 })) }), {
    maxLength: 8,
  }),
  gone: fc.nat(8),
});

describe('a sliding window', () => {
  test('says at every step what an evaluation of the whole window says', () => {
    fc.assert(
      fc.property(
        anySpec,
        fc.array(anyStep, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 3, max: 40 }),
        fc.constantFrom(10, 1_000),
        (spec, steps, segmentRows, retained) => {
          const series = createRowSeries(spec.dataSet!, retained, segmentRows);
          const window = attempt(() => new AlertWindow(spec));
          let first = 0;
          for (const step of steps) {
            for (const { document, input } of step.rows) append(series, document, input);
            first = Math.max(series.kept.first, Math.min(series.kept.end, first + step.gone));
            const span = { first, end: series.kept.end };
            const whole = attempt(() => evaluate(spec, series.rows(span)));
            expect(window === undefined).toBe(whole === undefined);
            if (window && whole) expect(window.evaluate(series, span, KEPT)).toEqual(withKept(whole));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('adds fractions up anew, so that nothing is left of rows that went', () => {
    const spec = { ...SUM, threshold: 0.3 };
    const series = createRowSeries('flows', 100);
    const window = new AlertWindow(spec);
    for (const bytes_in of [0.1, 0.2, 1e17, 0.3]) append(series, { source_namespace: 'a', bytes_in });
    for (const first of [0, 1, 2, 3]) {
      const span = { first, end: 4 };
      expect(window.evaluate(series, span, KEPT)).toEqual(evaluate(spec, series.rows(span)));
    }
  });

  test('forgets groups that come and go for good', () => {
    const series = createRowSeries('flows', 100_000);
    const window = new AlertWindow({ ...SUM, aggregateBy: ['dest_port'] });
    for (let port = 0; port < 50_000; port++) {
      append(series, { dest_port: port, bytes_in: 1 });
      if (port % 100 !== 0) continue;
      const span = { first: Math.max(0, port - 9), end: port + 1 };
      expect(window.evaluate(series, span, 100).buckets).toHaveLength(span.end - span.first);
    }
  });

  test('starts over when it is asked for an earlier window', () => {
    const series = createRowSeries('flows', 100);
    const window = new AlertWindow(SUM);
    for (const source_namespace of ['a', 'b', 'b', 'a']) append(series, { source_namespace, bytes_in: 2 });
    for (const span of [
      { first: 2, end: 4 },
      { first: 0, end: 3 },
      { first: 1, end: 1 },
    ]) {
      expect(window.evaluate(series, span, KEPT)).toEqual(evaluate(SUM, series.rows(span)));
    }
  });
});

const SUM: GlobalAlertSpec = {
  description: 'd',
  severity: 1,
  dataSet: 'flows',
  aggregateBy: ['source_namespace'],
  metric: 'sum',
  field: 'bytes_in',
  condition: 'gte',
  threshold: 1,
};

function append(series: RowSeries, document: LogRow['document'], input?: number | null): void {
  const dataSet: DataSet = 'waf';
  series.append({ dataSet, document, time: 0, lastAt: 0, visibleAt: 0, inputs: input ? [input] : [] });
}

/** Of the buckets those that hold first, and no more than are kept. */
function withKept(result: AlertResult): AlertResult {
  const holding = result.buckets.filter(({ holds }) => holds);
  const others = result.buckets.filter(({ holds }) => !holds);
  return { ...result, buckets: [...holding, ...others].slice(0, KEPT) };
}

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof QueryError || error instanceof EvaluationError)) throw error;
    return undefined;
  }
}
