import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixtureTree, memoryTree } from '../../test/support/file-trees.ts';
import { validateTree } from './index.ts';
import { type Shape, sidecarShape } from './load/sidecar-shape.ts';

test('variables the caller knows of are set', () => {
  const tree = memoryTree({ 'a.md': '```bash\necho $CLUSTERNAME\n```' });
  expect(validateTree(tree, 'a.md', { variables: ['CLUSTERNAME'] })).toEqual([]);
});

test('what cannot be read at all is a finding, not an error', () => {
  expect(validateTree(memoryTree({ 'a.md': 'x' }, 'here'), 'b.md')).toMatchObject([
    { file: 'here/b.md', position: { line: 1, column: 1 }, severity: 'error', rule: 'not-a-track' },
  ]);
});

test('a step check is taken from the shipped checks, and found there', () => {
  const checks = memoryTree({ 'castle/gate/01-x.sh': 'exit 0' }, 'checks');
  const tree = memoryTree({
    'track.yml': 'slug: castle\ntitle: A castle\n',
    '01-gate/assignment.md': '---\nslug: gate\ntype: challenge\ntitle: The gate\n---\n```bash\nls\n```\n',
  });
  expect(validateTree(tree, '', { checks }).map(({ file, rule }) => [file, rule])).toEqual([
    ['checks/castle/gate/01-x.sh', 'check-cannot-fail'],
  ]);
});

test('the legacy layout: places are those of track.yml', () => {
  expect(
    validateTree(fixtureTree('inline'), '').map(({ file, position, rule }) => [
      file,
      position.line,
      position.column,
      rule,
    ]),
  ).toEqual([['inline/track.yml', 27, 5, 'tab-out-of-range']]);
});

test('the traps of the fixtures are found with their places', () => {
  const said = (file: string) =>
    validateTree(fixtureTree('single'), file).map(({ position, rule, severity }) => [
      position.line,
      position.column,
      severity,
      rule,
    ]);
  expect(said('challenge-traps.md')).toEqual([
    [87, 1, 'warning', 'missing-image'],
    [89, 1, 'warning', 'mojibake'],
  ]);
  expect(said('module-traps.md')).toEqual([
    [3, 1, 'warning', 'setext-surprise'],
    [34, 24, 'warning', 'variable-never-set'],
    [62, 1, 'warning', 'missing-image'],
  ]);
});

test('the JSON Schema of firedrill.yml knows the keys the rule knows', () => {
  const path = resolve(import.meta.dirname, '../../assets/schema/firedrill.schema.json');
  const schema = JSON.parse(readFileSync(path, 'utf8'));
  const keysOf = (shape: Shape): unknown =>
    shape.kind === 'fields'
      ? Object.fromEntries(Object.entries(shape.fields).map(([key, one]) => [key, keysOf(one)]))
      : shape.kind === 'map'
        ? keysOf(shape.of)
        : true;
  const schemaKeys = (node: Record<string, never>): unknown => {
    if (node['$ref']) return schemaKeys(schema.$defs[(node['$ref'] as string).split('/').at(-1)!]);
    if (node['properties'])
      return Object.fromEntries(
        Object.entries(node['properties']).map(([key, one]) => [key, schemaKeys(one as never)]),
      );
    const inner = node['additionalProperties'] as Record<string, never> | undefined;
    return inner?.['$ref'] ? schemaKeys(inner) : true;
  };
  expect(schemaKeys(schema)).toEqual(keysOf(sidecarShape));
});

test('any text is validated without an error', () => {
  const piece = fc.constantFrom(
    '---\n',
    'slug: x\n',
    'tabs:\n- type: y\n',
    '```bash\n',
    '```\n',
    '# a\n',
    '1. b\n',
    '   ',
    '$A ',
    "'",
    '<<EOF\n',
    'kubectl apply -f - ',
    ': [',
    '- ',
    '\t',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 25 }), (given) => {
      for (const { position } of validateTree(memoryTree({ 'a.md': given.join('') }), 'a.md')) {
        expect(position.line).toBeGreaterThan(0);
        expect(position.column).toBeGreaterThan(0);
      }
    }),
    { numRuns: 300 },
  );
});
