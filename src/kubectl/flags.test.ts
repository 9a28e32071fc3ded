import { expect, test } from 'vitest';
import { type Flag, parseFlags } from './flags.ts';

const FLAGS: readonly Flag[] = [
  { name: 'output', short: 'o', type: 'string', help: '' },
  { name: 'stdin', short: 'i', type: 'bool', help: '' },
  { name: 'tty', short: 't', type: 'bool', help: '' },
  { name: 'tail', type: 'int', default: '-1', help: '' },
  { name: 'dry-run', type: 'string', default: 'none', bare: 'unchanged', help: '' },
  { name: 'filename', short: 'f', type: 'list', help: '' },
  { name: 'since', type: 'duration', help: '' },
];

test('flags and arguments may be mixed, glued and joined', () => {
  const { flags, args } = parseFlags(['get', '-ojson', 'pods', '-it', '--tail=5'], FLAGS);
  expect(args).toEqual(['get', 'pods']);
  expect([flags.string('output'), flags.bool('stdin'), flags.bool('tty'), flags.int('tail')]).toEqual([
    'json',
    true,
    true,
    5,
  ]);
});

test('what stands behind -- is left alone', () => {
  const { args, dashAt } = parseFlags(['pod', '--', 'sh', '-c', 'ls'], FLAGS);
  expect([args, dashAt]).toEqual([['pod', 'sh', '-c', 'ls'], 1]);
});

test('lists gather commas and repetitions, a flag without its value takes the bare one', () => {
  const { flags } = parseFlags(['-f', 'a,b', '-f=c', '--dry-run'], FLAGS);
  expect([flags.list('filename'), flags.string('dry-run')]).toEqual([['a', 'b', 'c'], 'unchanged']);
});

test.each([
  [['--nosuch'], 'unknown flag: --nosuch'],
  [['-Z'], "unknown shorthand flag: 'Z' in -Z"],
  [['-itZ'], "unknown shorthand flag: 'Z' in -Z"],
  [['--output'], 'flag needs an argument: --output'],
  [['-o'], "flag needs an argument: 'o' in -o"],
  [['--tail=x'], 'invalid argument "x" for "--tail" flag: strconv.ParseInt: parsing "x": invalid syntax'],
  [['--since=5'], 'invalid argument "5" for "--since" flag: time: missing unit in duration "5"'],
])('%j fails as pflag fails', (line, message) => {
  expect(() => parseFlags(line, FLAGS)).toThrow(message);
});

test('a deprecated flag works, and says so each time it is given', () => {
  const record: Flag = { name: 'record', type: 'bool', deprecated: 'it goes away', help: '' };
  const { flags } = parseFlags(['--record', '--tail=2'], [...FLAGS, record]);
  expect([flags.bool('record'), flags.warnings]).toEqual([true, ['Flag --record has been deprecated, it goes away']]);
  expect(flags.spelled()).toEqual(['--record=true', '--tail=2']);
});
