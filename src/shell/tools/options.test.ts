import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

const TABLE = { flags: ['a', 'b', 'all'], values: ['n'], long: { lines: 'n', also: 'a' } };

test('takes letters, their values and long names apart', () => {
  const options = readOptions(['-ab', '-n5', 'file', '--also', '--lines=7', '--', '-x'], TABLE);
  expect(options).toEqual({ flags: new Set(['a', 'b']), values: new Map([['n', '7']]), operands: ['file', '-x'] });
});

test('leaves what follows the first operand to another program when asked', () => {
  expect(readOptions(['-a', 'run', '-b'], { ...TABLE, stopAtOperand: true })).toMatchObject({
    operands: ['run', '-b'],
  });
});

test.each([
  [['-x'], "invalid option -- 'x'"],
  [['-n'], "option requires an argument -- 'n'"],
  [['--lines'], "option '--lines' requires an argument"],
  [['--what'], "unrecognized option '--what'"],
])('%j: %s', (args, problem) => {
  expect(readOptions(args, TABLE)).toBe(problem);
});
