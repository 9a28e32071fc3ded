import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRowSeries } from '../columns/index.ts';
import { fieldOf } from '../query/index.ts';
import { RowGroups } from './row-groups.ts';

test('the first groups are those that the order of all begins with', () => {
  const value = fc.integer({ min: 0, max: 12 });
  const documents = fc.array(fc.record({ a: value, b: value, c: value }), { minLength: 1, maxLength: 120 });
  fc.assert(
    fc.property(documents, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 20 }), (rows, fields, most) => {
      const series = createRowSeries('waf', 1_000);
      for (const document of rows) {
        series.append({ dataSet: 'waf', document, time: 1, lastAt: 1, visibleAt: 1, inputs: [] });
      }
      const groups = new RowGroups(['a', 'b', 'c'].slice(0, fields).map((key) => fieldOf('waf', key)));
      const { segment, to } = series.slices(series.kept)[0]!;
      groups.group(
        segment,
        Uint16Array.from({ length: to }, (_, at) => at),
        to,
      );
      const first = [...groups.firstOrdered(most)];
      const all = [...groups.ordered()];
      expect(first.length).toBeGreaterThanOrEqual(Math.min(most, all.length));
      expect(first).toEqual(all.slice(0, first.length));
    }),
  );
});

test('every pair of values of two lists is a group of its own', () => {
  const series = createRowSeries('waf', 1_000);
  const document = { a: ['x', 'y'], b: ['p', 'q', 'r'] };
  series.append({ dataSet: 'waf', document, time: 1, lastAt: 1, visibleAt: 1, inputs: [] });
  const groups = new RowGroups(['a', 'b'].map((key) => fieldOf('waf', key)));
  const { segment } = series.slices(series.kept)[0]!;
  const { count } = groups.group(segment, Uint16Array.of(0), 1);
  const values = [...groups.ordered()].map((group) => groups.valuesOf(group).join(''));
  expect([count, values.sort()]).toEqual([6, ['xp', 'xq', 'xr', 'yp', 'yq', 'yr']]);
});
