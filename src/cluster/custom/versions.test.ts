import { expect, test } from 'vitest';
import { testCluster } from '../test-cluster.ts';
import { byPriority } from '../version-priority.ts';

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const GROUP = '/apis/example.com';
const MERGE = { 'content-type': 'application/merge-patch+json' };
const APPLY = { 'content-type': 'application/apply-patch+yaml' };

const version = (name: string, more: object = {}) => ({
  name,
  served: true,
  storage: false,
  schema: {
    openAPIV3Schema: {
      type: 'object',
      properties: { spec: { type: 'object', properties: { size: { type: 'integer' }, [name]: { type: 'string' } } } },
    },
  },
  ...more,
});

const definition = (...versions: object[]) => ({
  metadata: { name: 'widgets.example.com' },
  spec: { group: 'example.com', scope: 'Namespaced', names: { plural: 'widgets', kind: 'Widget' }, versions },
});

/** Kept as v1beta1, served as v1 and v1alpha1 too. */
async function withThreeVersions() {
  const { call, ...rest } = testCluster();
  const column = { name: 'Size', type: 'integer', jsonPath: '.spec.size' };
  await call(
    'POST',
    DEFINITIONS,
    definition(
      version('v1alpha1'),
      version('v1beta1', { storage: true }),
      version('v1', { additionalPrinterColumns: [column] }),
    ),
  );
  const at = (name: string, rest = '') => `${GROUP}/${name}/namespaces/default/widgets${rest}`;
  return { call, at, ...rest };
}

const widget = (name: string, apiVersion: string, spec: object = { size: 1 }) => ({
  apiVersion: `example.com/${apiVersion}`,
  kind: 'Widget',
  metadata: { name },
  spec,
});

test.each(['v1', 'v1beta1', 'v1alpha1'])('an object written as %s is read in every version', async (written) => {
  const { call, at } = await withThreeVersions();
  expect(await call('POST', at(written), widget('w', written))).toMatchObject(widget('w', written));
  for (const read of ['v1', 'v1beta1', 'v1alpha1']) {
    expect(await call('GET', at(read, '/w'))).toMatchObject(widget('w', read));
    const list = await call('GET', at(read));
    expect([list.apiVersion, list.items[0].apiVersion]).toEqual([`example.com/${read}`, `example.com/${read}`]);
  }
});

test('an object is kept in the version of storage, and its managers say in which they wrote', async () => {
  const { call, at, cluster } = await withThreeVersions();
  await call('POST', at('v1'), widget('w', 'v1'));
  expect(cluster.store.get('widgets.example.com', 'default', 'w')?.apiVersion).toBe('example.com/v1beta1');
  const { metadata } = await call('GET', at('v1alpha1', '/w'));
  expect(metadata.managedFields.map((entry: { apiVersion: string }) => entry.apiVersion)).toEqual(['example.com/v1']);
});

test('patches, replacements and applies come in any version', async () => {
  const { call, at } = await withThreeVersions();
  await call('POST', at('v1'), widget('w', 'v1'));
  expect(await call('PATCH', at('v1alpha1', '/w'), { spec: { size: 2 } }, MERGE)).toMatchObject(
    widget('w', 'v1alpha1', { size: 2 }),
  );
  const current = await call('GET', at('v1', '/w'));
  expect(await call('PUT', at('v1', '/w'), { ...current, spec: { size: 3 } })).toMatchObject(
    widget('w', 'v1', { size: 3 }),
  );
  const applied = await call(
    'PATCH',
    `${at('v1beta1', '/w')}?fieldManager=me&force=true`,
    widget('w', 'v1beta1'),
    APPLY,
  );
  expect(applied).toMatchObject(widget('w', 'v1beta1'));
  const other = await call('PUT', at('v1', '/w'), { ...current, apiVersion: 'example.com/v1beta1' });
  expect(other.message).toBe(
    'the API version in the data (example.com/v1beta1) does not match the expected API version (example.com/v1)',
  );
});

test('each version has its own schema and columns', async () => {
  const { call, at } = await withThreeVersions();
  await call('POST', `${at('v1')}?fieldValidation=Strict`, widget('w', 'v1', { size: 1, v1: 'x' }));
  const refused = await call('POST', `${at('v1')}?fieldValidation=Strict`, widget('x', 'v1', { v1beta1: 'x' }));
  expect(refused.message).toContain('unknown field "spec.v1beta1"');
  const table = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
  const columns = async (name: string) =>
    (await call('GET', at(name), undefined, table)).columnDefinitions.map((one: { name: string }) => one.name);
  expect(await columns('v1')).toEqual(['Name', 'Size']);
  expect(await columns('v1beta1')).toEqual(['Name', 'Age']);
});

test('discovery offers the versions by priority, and schemas of each', async () => {
  const { call } = await withThreeVersions();
  const group = await call('GET', GROUP);
  expect(group.versions.map((one: { version: string }) => one.version)).toEqual(['v1', 'v1beta1', 'v1alpha1']);
  expect(group.preferredVersion.version).toBe('v1');
  expect((await call('GET', `${GROUP}/v1alpha1`)).resources[0].kind).toBe('Widget');
  const { components } = await call('GET', '/openapi/v3/apis/example.com/v1alpha1');
  expect(components.schemas).toHaveProperty(['com.example.v1alpha1.Widget']);
});

test('a version that is no longer served is gone, and what was kept in it is not', async () => {
  const { call, at } = await withThreeVersions();
  await call('POST', at('v1beta1'), widget('w', 'v1beta1'));
  const moved = definition(version('v1beta1', { served: false }), version('v1', { storage: true }));
  const { spec } = moved;
  const changed = await call('PATCH', `${DEFINITIONS}/widgets.example.com`, { spec }, MERGE);
  expect(changed.http).toBe(200);
  expect(await call('GET', at('v1', '/w'))).toMatchObject(widget('w', 'v1'));
  expect(await call('GET', at('v1beta1', '/w'))).toMatchObject({ http: 404 });
  const { status } = await call('GET', `${DEFINITIONS}/widgets.example.com`);
  expect(status.storedVersions).toEqual(['v1beta1', 'v1']);
  const gone = { spec: { versions: [version('v1', { storage: true })] } };
  expect((await call('PATCH', `${DEFINITIONS}/widgets.example.com`, gone, MERGE)).message).toContain(
    'status.storedVersions[0]: Invalid value: "v1beta1": must appear in spec.versions',
  );
  await call('DELETE', at('v1', '/w'));
  expect((await call('GET', at('v1'))).items).toEqual([]);
});

test('versions are ordered as the API orders them', () => {
  const names = ['foo10', 'v1alpha1', 'v11beta2', 'v2', 'v10beta3', 'v1', 'foo1', 'v12alpha1', 'v3beta1', 'v11alpha2'];
  expect(names.sort(byPriority)).toEqual(
    'v2 v1 v11beta2 v10beta3 v3beta1 v12alpha1 v11alpha2 v1alpha1 foo1 foo10'.split(' '),
  );
});
