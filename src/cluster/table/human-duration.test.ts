import { expect, test } from 'vitest';
import { humanDuration } from './human-duration.ts';

test.each([
  [-5, '<invalid>'],
  [0, '0s'],
  [119, '119s'],
  [120, '2m'],
  [192, '3m12s'],
  [600, '10m'],
  [10_799, '179m'],
  [10_800, '3h'],
  [27_000, '7h30m'],
  [172_799, '47h'],
  [172_800, '2d'],
  [183_600, '2d3h'],
  [691_200, '8d'],
  [63_072_000, '2y'],
  [65_000_000, '2y22d'],
])('%d seconds print as %s', (seconds, text) => {
  expect(humanDuration(seconds * 1_000)).toBe(text);
});
