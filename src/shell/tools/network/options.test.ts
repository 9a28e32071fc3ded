import { expect, test } from 'vitest';
import { parseOptions, problemText } from './options.ts';

const TABLE = { short: 'c:qd::', long: { 'count=': 'c', quiet: 'q', question: 'question' } };

test('letters are bundled, and a value may be attached or follow', () => {
  expect(parseOptions(['-qc3', 'host', '-c', '4'], TABLE)).toEqual({
    given: [
      { name: 'q', value: '' },
      { name: 'c', value: '3' },
      { name: 'c', value: '4' },
    ],
    operands: ['host'],
  });
});

test('long names take values after = or as the next word, and may be cut short', () => {
  const { given } = parseOptions(['--count=3', '--cou', '4', '--qui'], TABLE);
  expect(given.map(({ name, value }) => `${name}${value}`)).toEqual(['c3', 'c4', 'q']);
});

test('an ambiguous beginning is unknown', () => {
  expect(parseOptions(['--qu'], TABLE).problem).toEqual({ kind: 'unknown', name: 'qu', long: true });
});

test('an optional value must be attached', () => {
  expect(parseOptions(['-d', 'host'], TABLE)).toMatchObject({ given: [{ name: 'd', value: '' }], operands: ['host'] });
});

test('after -- everything is an operand, and - alone always is', () => {
  expect(parseOptions(['-', '--', '-q'], TABLE).operands).toEqual(['-', '-q']);
});

test.each([
  [['-Z'], "invalid option -- 'Z'"],
  [['-c'], "option requires an argument -- 'c'"],
  [['--bad'], "unrecognized option '--bad'"],
  [['--count'], "option '--count' requires an argument"],
])('%j: %s', (args, text) => {
  expect(problemText(parseOptions(args, TABLE).problem!)).toBe(text);
});
