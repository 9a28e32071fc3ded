import { expect, test } from 'vitest';
import { testCluster } from '../test-cluster.ts';

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const WIDGETS = '/apis/example.com/v1/namespaces/default/widgets';
const MERGE = { 'content-type': 'application/merge-patch+json' };
const APPLY = { 'content-type': 'application/apply-patch+yaml' };

const part = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' }, size: { type: 'integer' } },
};
const schema = {
  type: 'object',
  description: 'A widget.',
  properties: {
    spec: {
      type: 'object',
      properties: {
        size: { type: 'integer', description: 'How large.' },
        parts: { type: 'array', items: part, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] },
      },
    },
    status: { type: 'object', properties: { size: { type: 'integer' }, selector: { type: 'string' } } },
  },
};
const scale = {
  specReplicasPath: '.spec.size',
  statusReplicasPath: '.status.size',
  labelSelectorPath: '.status.selector',
};

function definition(openAPIV3Schema: object = schema, subresources: object = { status: {}, scale }) {
  const version = { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema }, subresources };
  const spec = {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'widgets', kind: 'Widget' },
    versions: [version],
  };
  return { metadata: { name: 'widgets.example.com' }, spec };
}

async function withWidgets() {
  const cluster = testCluster();
  expect((await cluster.call('POST', DEFINITIONS, definition())).http).toBe(201);
  return cluster;
}

test('the scale of a custom resource is where its definition says', async () => {
  const { call } = await withWidgets();
  await call('POST', WIDGETS, { metadata: { name: 'a' }, spec: { size: 3 } });
  await call('PATCH', `${WIDGETS}/a/status`, { status: { size: 2, selector: 'app=a' } }, MERGE);
  const shown = { spec: { replicas: 3 }, status: { replicas: 2, selector: 'app=a' } };
  expect(await call('GET', `${WIDGETS}/a/scale`)).toMatchObject(shown);
  await call('PATCH', `${WIDGETS}/a/scale`, { spec: { replicas: 5 } }, MERGE);
  expect((await call('GET', `${WIDGETS}/a`)).spec).toEqual({ size: 5 });
});

test('lists whose items the schema tells apart are owned and merged item by item', async () => {
  const { call } = await withWidgets();
  const apply = (manager: string, name: string, size: number) =>
    call(
      'PATCH',
      `${WIDGETS}/a?fieldManager=${manager}`,
      { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'a' }, spec: { parts: [{ name, size }] } },
      APPLY,
    );
  await apply('one', 'x', 1);
  const both = await apply('two', 'y', 2);
  expect(both.spec.parts.map((item: { name: string }) => item.name)).toEqual(['x', 'y']);
  expect((await apply('two', 'x', 2)).message).toContain('conflict with "one": .spec.parts[name="x"].size');
});

test('explain has the schema the definition came with', async () => {
  const { call } = await withWidgets();
  const { components } = await call('GET', '/openapi/v3/apis/example.com/v1');
  const described = components.schemas['com.example.v1.Widget'];
  expect(described.description).toBe('A widget.');
  expect(described.properties.spec.properties.size).toEqual({ type: 'integer', description: 'How large.' });
});

test.each([
  [{ type: 'object', properties: { a: { type: 'int' } } }, 'properties[a].type: Unsupported value: "int"'],
  [{ properties: {} }, 'type: Required value: must not be empty at the root'],
  [{ type: 'object', properties: { a: { type: 'string', pattern: '(' } } }, 'must be a valid regular expression'],
  [{ type: 'object', properties: { a: null } }, 'must be a schema'],
])('a schema that is none is refused: %j', async (spoiled, message) => {
  const refused = await testCluster().call('POST', DEFINITIONS, definition(spoiled));
  expect(refused).toMatchObject({ http: 422, reason: 'Invalid' });
  expect(refused.message).toContain(message);
});

test('a scale outside spec and status is refused', async () => {
  const outside = { scale: { ...scale, specReplicasPath: '.metadata.name' } };
  const refused = await testCluster().call('POST', DEFINITIONS, definition(schema, outside));
  expect(refused.message).toContain(
    'specReplicasPath: Invalid value: ".metadata.name": should be a json path under .spec',
  );
});

test('what can only be asked is described too', async () => {
  const { components } = await testCluster().call('GET', '/openapi/v3/apis/authorization.k8s.io/v1');
  expect(components.schemas).toHaveProperty(['io.k8s.authorization.v1.SelfSubjectAccessReview', 'properties', 'spec']);
});
