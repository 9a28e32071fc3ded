import { expect, test } from 'vitest';
import { specDifference } from './spec-difference.ts';

const document = {
  query: 'a = b',
  dataSet: 'dns',
  metric: 'count',
  condition: 'gt',
  threshold: 0,
  aggregateBy: ['x'],
  period: '1m',
};

test('the stored form of the same alert is the same', () => {
  const { threshold, ...stored } = document;
  expect(specDifference(document, { ...stored, type: 'RuleBased', period: '1m0s', query: 'a  =  b' })).toBeUndefined();
});

test.each([
  ['query', '', 'query is not set, the text has "a = b"'],
  ['query', 'a = c', 'query is "a = c", the text has "a = b"'],
  ['threshold', 5, 'threshold is 5, the text has 0'],
  ['aggregateBy', ['y'], 'aggregateBy is ["y"], the text has ["x"]'],
  ['dataSet', 'flows', 'dataSet is "flows", the text has "dns"'],
])('another %s is named', (field, value, said) => {
  expect(specDifference(document, { ...document, [field]: value })).toBe(said);
});
