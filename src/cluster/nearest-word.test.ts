import { expect, test } from 'vitest';
import { nearestWord } from './nearest-word.ts';

test('two letters in the wrong order are the likeliest slip', () => {
  expect(nearestWord('pdo', ['pdb', 'po', 'pod', 'pods'])).toBe('pod');
  expect(nearestWord('frontedn', ['frontend', 'fronted'])).toBe('frontend');
});

test('the nearest is meant, and nothing when none is near', () => {
  expect(nearestWord('svcs', ['svc', 'secrets'])).toBe('svc');
  expect(nearestWord('zebra', ['pods', 'services'])).toBeUndefined();
});
