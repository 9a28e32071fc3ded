import { expect, test } from 'vitest';
import { testCluster } from '../test-cluster.ts';

const MERGE = { 'content-type': 'application/merge-patch+json' };
const APPLY = { 'content-type': 'application/apply-patch+yaml' };
const JSON_PATCH = { 'content-type': 'application/json-patch+json' };
const PODS = '/api/v1/namespaces/default/pods';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';

const managers = (object: { metadata: { managedFields?: Record<string, unknown>[] } }) =>
  (object.metadata.managedFields ?? []).map(({ manager, operation, subresource }) =>
    [manager, operation, subresource].filter(Boolean).join(' '),
  );

const deployment = {
  metadata: { name: 'web' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] } },
  },
};

test('a new pod belongs to who made it, as recorded at a real server', async () => {
  const { call } = testCluster();
  const env = [
    { name: 'A', value: '1' },
    { name: 'EMPTY', value: '' },
  ];
  const container = { name: 'web', image: 'nginx:1.25', command: ['sh'], env, ports: [{ containerPort: 80 }] };
  const pod = { metadata: { name: 'web', labels: { app: 'web' } }, spec: { nodeName: 'n', containers: [container] } };
  const made = await call('POST', `${PODS}?fieldManager=kubectl-client-side-apply`, pod);
  const item = { '.': {}, 'f:name': {} };
  expect(made.metadata.managedFields).toMatchObject([
    { manager: 'kubectl-client-side-apply', operation: 'Update', apiVersion: 'v1', fieldsType: 'FieldsV1' },
  ]);
  expect(made.metadata.managedFields[0].fieldsV1).toEqual({
    'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } },
    'f:spec': {
      'f:containers': {
        'k:{"name":"web"}': {
          ...item,
          'f:command': {},
          'f:env': {
            '.': {},
            'k:{"name":"A"}': { ...item, 'f:value': {} },
            'k:{"name":"EMPTY"}': item,
          },
          'f:image': {},
          'f:imagePullPolicy': {},
          'f:ports': {
            '.': {},
            'k:{"containerPort":80,"protocol":"TCP"}': { '.': {}, 'f:containerPort': {}, 'f:protocol': {} },
          },
          'f:resources': {},
          'f:terminationMessagePath': {},
          'f:terminationMessagePolicy': {},
        },
      },
      'f:dnsPolicy': {},
      'f:enableServiceLinks': {},
      'f:nodeName': {},
      'f:restartPolicy': {},
      'f:schedulerName': {},
      'f:securityContext': {},
      'f:terminationGracePeriodSeconds': {},
    },
  });
});

test('whoever changes a field has it from then on; a change of nothing changes no books', async () => {
  const { call } = testCluster();
  await call('POST', `${DEPLOYMENTS}?fieldManager=kubectl-create`, deployment);
  await call('PATCH', `${DEPLOYMENTS}/web/scale?fieldManager=scaler`, { spec: { replicas: 3 } }, MERGE);
  const labels = { metadata: { labels: { a: 'b' } } };
  const labelled = await call('PATCH', `${DEPLOYMENTS}/web?fieldManager=kubectl-label`, labels, MERGE);
  expect(managers(labelled)).toEqual(['kubectl-create Update', 'kubectl-label Update', 'scaler Update scale']);
  const [create, label, scale] = labelled.metadata.managedFields;
  expect(create.fieldsV1['f:spec']).not.toHaveProperty('f:replicas');
  expect(scale.fieldsV1).toEqual({ 'f:spec': { 'f:replicas': {} } });
  expect(label.fieldsV1).toEqual({ 'f:metadata': { 'f:labels': { '.': {}, 'f:a': {} } } });
  const again = await call('PATCH', `${DEPLOYMENTS}/web?fieldManager=other`, labels, MERGE);
  expect(again.metadata).toEqual(labelled.metadata);
});

test('an apply conflicts with those who wrote by ordinary means', async () => {
  const { call } = testCluster();
  await call('POST', `${CONFIG_MAPS}?fieldManager=kubectl-create`, {
    metadata: { name: 'c' },
    data: { a: '1', b: '2' },
  });
  const apply = (data: object, force = '') =>
    call('PATCH', `${CONFIG_MAPS}/c?fieldManager=me${force}`, { apiVersion: 'v1', kind: 'ConfigMap', data }, APPLY);
  expect((await apply({ a: '9' })).message).toBe(
    'Apply failed with 1 conflict: conflict with "kubectl-create" using v1: .data.a',
  );
  expect((await apply({ a: '1' })).http).toBe(200);
  expect((await apply({ a: '9' }, '&force=true')).data).toEqual({ a: '9', b: '2' });
  // What it no longer names goes; what it never had stays.
  expect((await apply({ c: '3' })).data).toEqual({ b: '2', c: '3' });
});

test('a client may hand its fields over by rewriting the books, for the version it read', async () => {
  const { call } = testCluster();
  const made = await call('POST', `${CONFIG_MAPS}?fieldManager=old`, { metadata: { name: 'c' }, data: { a: '1' } });
  const [entry] = made.metadata.managedFields;
  const replace = (resourceVersion: string) =>
    call(
      'PATCH',
      `${CONFIG_MAPS}/c`,
      [
        { op: 'replace', path: '/metadata/managedFields', value: [{ ...entry, manager: 'new', operation: 'Apply' }] },
        { op: 'replace', path: '/metadata/resourceVersion', value: resourceVersion },
      ],
      JSON_PATCH,
    );
  expect((await replace('1')).http).toBe(409);
  expect(managers(await replace(made.metadata.resourceVersion))).toEqual(['new Apply']);
  const ended = await call('PATCH', `${CONFIG_MAPS}/c`, { metadata: { managedFields: [{}] } }, MERGE);
  expect(ended.metadata).not.toHaveProperty('managedFields');
});

test.each([
  [[{ manager: 'x', operation: 'Steal', apiVersion: 'v1' }]],
  [[{ manager: 'x', operation: 'Apply', apiVersion: 'v1', fieldsV1: { 'k:{': {} } }]],
  [['x']],
])('books that are none are refused: %j', async (managedFields) => {
  const { call } = testCluster();
  await call('POST', CONFIG_MAPS, { metadata: { name: 'c' } });
  const refused = await call('PATCH', `${CONFIG_MAPS}/c`, { metadata: { managedFields }, data: { a: 'b' } }, MERGE);
  expect(refused).toMatchObject({ http: 400, reason: 'BadRequest' });
  expect((await call('GET', `${CONFIG_MAPS}/c`)).data).toBeUndefined();
});
