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
  ['quantity(self.name).isGreaterThan(quantity("1"))', { name: '0' }, false],
  ['quantity(self.name).isGreaterThan(quantity("1Gi"))', { name: '1.5Gi' }, true],
  ['quantity(self.name) == quantity("1000m") && quantity(self.name).isInteger()', { name: '1' }, true],
  ['quantity(self.name).add(quantity("500m")).compareTo(quantity("2")) == 0', { name: '1500m' }, true],
  ['quantity(self.name).sub(1).sign() == -1 && isQuantity("1e3") && !isQuantity("1 k")', { name: '999m' }, true],
  ['quantity(self.name).asInteger() == 2048', { name: '2Ki' }, true],
  ['quantity(self.name).asInteger() == 2', { name: 'x' }, false],
  ['isIP(self.name) && ip(self.name).family() == 4 && !ip(self.name).isLoopback()', { name: '10.0.0.1' }, true],
  ['ip(self.name) == ip("fe80::1") && ip(self.name).isLinkLocalUnicast()', { name: 'fe80:0::1' }, true],
  ['string(ip(self.name)) == "2001:db8::1" && ip(self.name).isGlobalUnicast()', { name: '2001:DB8:0:0::1' }, true],
  ['isIP(self.name)', { name: '10.0.0.01' }, false],
  ['cidr("10.0.0.0/8").containsIP(self.name)', { name: '10.2.3.4' }, true],
  [
    'cidr("10.0.0.0/8").containsCIDR(cidr(self.name)) && cidr(self.name).prefixLength() == 16',
    { name: '10.2.0.0/16' },
    true,
  ],
  ['cidr("10.0.0.0/8").containsCIDR(self.name)', { name: '0.0.0.0/0' }, false],
  [
    'cidr(self.name).masked() == cidr("10.0.0.0/8") && cidr(self.name).ip() == ip("10.1.2.3")',
    { name: '10.1.2.3/8' },
    true,
  ],
  [
    'url(self.name).getHost() == "a.example:8443" && url(self.name).getPort() == "8443"',
    { name: 'https://a.example:8443/x' },
    true,
  ],
  [
    'url(self.name).getScheme() == "https" && url(self.name).getQuery()["k"] == ["v"]',
    { name: 'https://[::1]/x?k=v' },
    true,
  ],
  ['isURL(self.name)', { name: 'example.org' }, false],
  ['url(self.name).getEscapedPath() == "/x" && url(self.name).getHostname() == ""', { name: '/x' }, true],
  ['!format.dns1123Label().validate(self.name).hasValue()', { name: 'web-1' }, true],
  ['!format.dns1123Label().validate(self.name).hasValue()', { name: 'Web' }, false],
  ['format.named(self.name).hasValue() && !format.named("nosuch").hasValue()', { name: 'labelValue' }, true],
  // What is not provided here is not asked.
  ['"%s".format([self.name]) == "x"', { name: '0' }, true],
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

test.each([
  [
    { anyOf: [{ required: ['a'] }, { required: ['b'] }] },
    {},
    '<nil>: Invalid value: "": "spec" must validate at least one schema (anyOf), spec.a: Required value',
  ],
  [
    { oneOf: [{ required: ['a'] }, { required: ['b'] }] },
    {},
    '<nil>: Invalid value: "": "spec" must validate one and only one schema (oneOf). Found none valid, spec.a: Required value',
  ],
  [
    { oneOf: [{ required: ['a'] }, { required: ['b'] }] },
    { a: 'x', b: 'y' },
    '<nil>: Invalid value: "": "spec" must validate one and only one schema (oneOf). Found 2 valid alternatives',
  ],
  [
    { allOf: [{ required: ['a'] }, { required: ['b'] }] },
    { a: 'x' },
    'spec.b: Required value, <nil>: Invalid value: "": "spec" must validate all the schemas (allOf)',
  ],
  [{ not: { required: ['a'] } }, { a: 'x' }, '<nil>: Invalid value: "": "spec" must not validate the schema (not)'],
  [
    { anyOf: [{ properties: { a: { enum: ['x'] } } }, { required: ['b'] }] },
    { a: 'y' },
    '<nil>: Invalid value: "": "spec" must validate at least one schema (anyOf), spec.a: Unsupported value: "y": supported values: "x"',
  ],
])('%j is asked of what it stands at: %j', async (junctors, body, problems) => {
  const { create } = await widgets({ type: 'object', properties: { a: text, b: text, c: text }, ...junctors });
  const { message } = await create(body);
  expect(message.replace(/^Widget.example.com "a" is invalid: /, '').replace(/^\[(.*)\]$/, '$1')).toBe(problems);
  expect((await create({ b: 'x' }, 'b')).code).toBe('allOf' in junctors ? 422 : 201);
});

test('what stands in allOf and its like names no type and no field of its own', async () => {
  const { made } = await widgets({
    type: 'object',
    properties: {
      a: text,
      port: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
    },
    anyOf: [{ type: 'object', properties: { a: { pattern: '^x' }, z: {} } }],
  });
  expect(made.message).toContain('anyOf[0].type: Forbidden: must be empty to be structural');
  expect(made.message).toContain(
    'openAPIV3Schema.properties[spec].properties[z]: Required value: because it is defined in spec.versions[0].schema.openAPIV3Schema.properties[spec].anyOf[0].properties[z]',
  );
  expect(made.details.causes).toHaveLength(2);
});

test.each([
  ['ipv4', '10.0.0.1', '10.0.0.256'],
  ['ipv6', 'fe80::1', '10.0.0.1'],
  ['cidr', '10.0.0.0/8', '10.0.0.0/33'],
  ['date', '2026-02-28', '2026-02-30'],
  ['date-time', '2026-02-28T10:00:00Z', 'yesterday'],
  ['duration', '1h30m', 'soon'],
  ['email', 'a@example.org', 'example.org'],
  ['hostname', 'www.example.org', 'a_b..c'],
  ['mac', '00:1b:63:84:45:e6', '00:1b'],
  ['uri', 'https://example.org/x', 'not a uri'],
  ['uuid', '6ba7b810-9dad-11d1-80b4-00c04fd430c8', '6ba7b810'],
  ['byte', 'aGVsbG8=', 'hello!'],
])('a text of format %s is %s, not %s', async (format, right, wrong) => {
  const { create } = await widgets({ type: 'object', properties: { a: { type: 'string', format } } });
  expect((await create({ a: right })).code).toBe(201);
  expect((await create({ a: wrong }, 'b')).message).toBe(
    `Widget.example.com "b" is invalid: spec.a: Invalid value: "${wrong}": spec.a in body must be of type ${format}: "${wrong}"`,
  );
});
