import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDuration, parseDuration } from './index.ts';

test.each([
  ['1m', 60_000, '1m0s'],
  ['5m0s', 300_000, '5m0s'],
  ['1h2m3s', 3_723_000, '1h2m3s'],
  ['300ms', 300, '300ms'],
  ['1.5s', 1_500, '1.5s'],
  ['0', 0, '0s'],
])('%s is %d ms and prints as %s', (text, duration, printed) => {
  expect(parseDuration(text)).toBe(duration);
  expect(formatDuration(duration)).toBe(printed);
});

test.each(['', '5', 'm', '1 m', '1d', '5m5', 'abc'])('%j is no duration', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test('what is printed reads back as the same duration', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e10 }), (duration) => {
      expect(parseDuration(formatDuration(duration))).toBe(duration);
    }),
  );
});
