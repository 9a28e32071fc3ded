import { expect, test } from 'vitest';
import { testCluster } from '../test-cluster.ts';
import { identifierOf } from './cel-values.ts';

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const WIDGETS = '/apis/example.com/v1/namespaces/default/widgets';
const MERGE = { 'content-type': 'application/merge-patch+json' };

/** Serves widgets whose spec has this schema. */
async function widgets(spec: object) {
  const cluster = testCluster();
  const schema = { openAPIV3Schema: { type: 'object', properties: { spec } } };
  const made = await cluster.call('POST', DEFINITIONS, {
    metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'widgets', kind: 'Widget' },
      versions: [{ name: 'v1', served: true, storage: true, schema }],
    },
  });
  const create = (body: unknown, name = 'a') => cluster.call('POST', WIDGETS, { metadata: { name }, spec: body });
  return { ...cluster, made, create };
}

const integer = { type: 'integer' };
const text = { type: 'string' };

test('a rule that an object breaks is told with its message, at its place', async () => {
  const { create, call } = await widgets({
    type: 'object',
    properties: {
      least: integer,
      most: integer,
      parts: {
        type: 'array',
        items: {
          type: 'object',
          properties: { n: integer },
          'x-kubernetes-validations': [
            {
              rule: 'self.n % 2 == 0',
              messageExpression: '"odd: " + string(self.n)',
              reason: 'FieldValueForbidden',
              fieldPath: '.n',
            },
          ],
        },
      },
    },
    'x-kubernetes-validations': [
      { rule: 'self.least <= self.most', message: 'least must not be above most' },
      { rule: '!has(self.parts) || self.parts.size() < 3' },
    ],
  });
  expect((await create({ least: 1, most: 2, parts: [{ n: 2 }] })).code).toBe(201);
  const broken = await create({ least: 3, most: 2, parts: [{ n: 2 }, { n: 3 }, { n: 4 }] }, 'b');
  expect(broken).toMatchObject({ code: 422, reason: 'Invalid' });
  expect(broken.message).toBe(
    'Widget.example.com "b" is invalid: [spec: Invalid value: "object": least must not be above most, spec: Invalid value: "object": failed rule: !has(self.parts) || self.parts.size() < 3, spec.parts[1].n: Forbidden: odd: 3]',
  );
  expect((await call('PATCH', `${WIDGETS}/a`, { spec: { least: 5 } }, MERGE)).code).toBe(422);
});

test('a rule about a change is asked of changes only', async () => {
  const rule = { rule: 'self == oldSelf', message: 'Value is immutable' };
  const { create, call } = await widgets({
    type: 'object',
    properties: { key: { ...text, 'x-kubernetes-validations': [rule] }, free: text },
  });
  expect((await create({ key: 'x', free: '1' })).code).toBe(201);
  expect((await call('PATCH', `${WIDGETS}/a`, { spec: { free: '2' } }, MERGE)).code).toBe(200);
  expect((await call('PATCH', `${WIDGETS}/a`, { spec: { key: 'y' } }, MERGE)).message).toBe(
    'Widget.example.com "a" is invalid: spec.key: Invalid value: "string": Value is immutable',
  );
});

test.each([
  ['self.list.isSorted() && self.list.sum() == 6 && self.list.max() == 3', { list: [1, 2, 3] }, true],
  ['self.list.all(n, n > 0) && self.list.exists(n, n == 2)', { list: [1, 2] }, true],
  ['self.name.find("[0-9]+") == "42" && self.name.lowerAscii() == "a42"', { name: 'A42' }, true],
  ['self.name.matches("^[a-z]+$")', { name: 'A' }, false],
  ['self.ratio > 0.5', { ratio: 1 }, true],
  ['self.at < timestamp("2026-06-01T00:00:00Z")', { at: '2026-01-01T00:00:00Z' }, true],
  ['self.x__dash__y == 1', { 'x-y': 1 }, true],
  ['"a" in self.labels && self.labels["a-b"] == "c"', { labels: { a: '1', 'a-b': 'c' } }, true],
  ['self.?name.orValue("none") == "none"', {}, true],
  ['self.missing == 1', {}, false],
  ['quantity(self.name).isGreaterThan(quantity("1"))', { name: '0' }, true],
])('%s of %j', async (rule, body, holds) => {
  const { create } = await widgets({
    type: 'object',
    properties: {
      list: { type: 'array', items: integer },
      name: text,
      ratio: { type: 'number' },
      at: { type: 'string', format: 'date-time' },
      'x-y': integer,
      labels: { type: 'object', additionalProperties: text },
    },
    'x-kubernetes-validations': [{ rule }],
  });
  expect((await create(body)).code).toBe(holds ? 201 : 422);
});

test('names that are no identifiers are written as the documentation says', () => {
  expect(['a-b', 'a.b', 'a/b', 'a__b', 'in'].map(identifierOf)).toEqual([
    'a__dash__b',
    'a__dot__b',
    'a__slash__b',
    'a__underscores__b',
    '__in__',
  ]);
});

test('rules are not asked of an object whose shape is wrong, and it says so', async () => {
  const { create } = await widgets({
    type: 'object',
    required: ['n'],
    properties: { n: integer },
    'x-kubernetes-validations': [{ rule: 'self.n > 1' }],
  });
  expect((await create({})).message).toBe(
    'Widget.example.com "a" is invalid: [spec.n: Required value, <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation]',
  );
});

test('a rule that is no CEL is refused with its definition', async () => {
  const { made } = await widgets({ type: 'object', 'x-kubernetes-validations': [{ rule: 'self.a ==' }, {}] });
  expect(made.code).toBe(422);
  expect(made.message).toContain('properties[spec].x-kubernetes-validations[0].rule: Invalid value: ');
  expect(made.message).toContain('x-kubernetes-validations[1].rule: Required value: rule is not specified');
});

test('what the schema does not know is pruned, in lists and maps too, or kept where it says so', async () => {
  const part = { type: 'object', properties: { n: integer } };
  const { create, call } = await widgets({
    type: 'object',
    properties: {
      parts: { type: 'array', items: part },
      named: { type: 'object', additionalProperties: part },
      empty: { type: 'object' },
      free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: { part } },
    },
  });
  const body = {
    parts: [{ n: 1, x: 1 }],
    named: { a: { n: 2, y: 2 } },
    empty: { z: 3 },
    free: { more: { q: 1 }, part: { n: 3, w: 4 } },
  };
  expect((await create(body)).spec).toEqual({
    parts: [{ n: 1 }],
    named: { a: { n: 2 } },
    empty: {},
    free: { more: { q: 1 }, part: { n: 3 } },
  });
  const strict = await call('POST', `${WIDGETS}?fieldValidation=Strict`, { metadata: { name: 'b' }, spec: body });
  expect(strict.message).toContain(
    'strict decoding error: unknown field "spec.parts[0].x", unknown field "spec.named.a.y", unknown field "spec.empty.z"',
  );
});

test('defaults are filled in where nothing or null is given; another null is a value of the wrong type', async () => {
  const { create } = await widgets({
    type: 'object',
    properties: {
      a: { ...text, default: 'x' },
      b: { ...text, nullable: true },
      c: text,
      named: {
        type: 'object',
        additionalProperties: { type: 'object', properties: { n: { ...integer, default: 7 } } },
      },
    },
  });
  expect((await create({ a: null, b: null, named: { one: {} } })).spec).toEqual({
    a: 'x',
    b: null,
    named: { one: { n: 7 } },
  });
  expect((await create({ c: null }, 'b')).message).toBe(
    'Widget.example.com "b" is invalid: spec.c: Invalid value: "null": spec.c in body must be of type string: "null"',
  );
});

test('a set holds each value once, a list with keys each item once', async () => {
  const { create } = await widgets({
    type: 'object',
    properties: {
      tags: { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
      parts: {
        type: 'array',
        items: { type: 'object', properties: { name: text, n: integer } },
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name'],
      },
    },
  });
  const parts = [
    { name: 'a', n: 1 },
    { name: 'a', n: 2 },
  ];
  expect((await create({ tags: ['x', 'x'], parts })).message).toBe(
    'Widget.example.com "a" is invalid: [spec.tags[1]: Duplicate value: "x", spec.parts[1]: Duplicate value: map[string]interface {}{"name":"a"}]',
  );
});
