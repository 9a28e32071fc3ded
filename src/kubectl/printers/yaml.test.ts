import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { GO_YAML } from '../yaml-reader.ts';
import { naturalOrder, printYaml } from './yaml.ts';

test('what is printed reads back as the same value', () => {
  const key = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text !== '__proto__');
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      tie('leaf'),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 3 }),
    ),
    leaf: fc.oneof(
      fc.string(),
      fc.string({ minLength: 80, maxLength: 120 }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      expect(parse(printYaml(value), GO_YAML)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['true', '"true"'],
  ['yes', '"yes"'],
  ['80', '"80"'],
  ['1e3', '"1e3"'],
  ['e1', 'e1'],
  ['2026-01-05T10:00:00Z', '"2026-01-05T10:00:00Z"'],
  ['', '""'],
  ['*/5 * * * *', "'*/5 * * * *'"],
  ['[dns] pod', "'[dns] pod'"],
  ['a: b', "'a: b'"],
  ['two words', 'two words'],
  ['tab\there', '"tab\\there"'],
])('the text %j is printed as %s', (value, printed) => {
  expect(printYaml({ key: value })).toBe(`key: ${printed}\n`);
});

test('text of several lines becomes a block that keeps its last line break', () => {
  expect(printYaml({ a: 'x\ny\n', b: ['x\ny'] })).toBe('a: |\n  x\n  y\nb:\n- |-\n  x\n  y\n');
});

test('digits in keys are ordered by their value', () => {
  expect(['a10', 'a9', 'b', 'a'].sort(naturalOrder)).toEqual(['a', 'a9', 'a10', 'b']);
});
