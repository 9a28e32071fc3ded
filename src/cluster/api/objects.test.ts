import { expect, test } from 'vitest';
import { testCluster } from '../test-cluster.ts';

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
const MERGE = { 'content-type': 'application/merge-patch+json' };
const JSON_PATCH = { 'content-type': 'application/json-patch+json' };
const STRATEGIC = { 'content-type': 'application/strategic-merge-patch+json' };
const pod = (name: string, more = {}) => ({
  metadata: { name },
  spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] },
  ...more,
});
const deployment = (name: string) => ({
  metadata: { name },
  spec: {
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] } },
  },
});

test('a new cluster has its four namespaces and the kubernetes service', async () => {
  const { call } = testCluster();
  const namespaces = await call('GET', '/api/v1/namespaces');
  expect(namespaces.items.map((item: { metadata: { name: string } }) => item.metadata.name)).toEqual([
    'default',
    'kube-node-lease',
    'kube-public',
    'kube-system',
  ]);
  expect((await call('GET', '/api/v1/namespaces/default/services/kubernetes')).spec.clusterIP).toBe('10.49.0.1');
});

test('a pod gets the defaults of the real server', async () => {
  const { call } = testCluster();
  const created = await call('POST', '/api/v1/namespaces/default/pods', pod('a'));
  expect(created.code).toBe(201);
  expect(created.spec).toMatchObject({
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    terminationGracePeriodSeconds: 30,
    containers: [{ imagePullPolicy: 'IfNotPresent', terminationMessagePath: '/dev/termination-log' }],
  });
  expect(created.spec.tolerations).toHaveLength(2);
  expect(created.status).toEqual({ phase: 'Pending', qosClass: 'BestEffort' });
});

test('a pod has the priority of its class, or of the class that is the default', async () => {
  const { call } = testCluster();
  const classes = '/apis/scheduling.k8s.io/v1/priorityclasses';
  const pods = '/api/v1/namespaces/default/pods';
  await call('POST', classes, { metadata: { name: 'gold' }, value: 1000, preemptionPolicy: 'Never' });
  const withClass = (name: string, priorityClassName: string) => {
    const { metadata, spec } = pod(name);
    return { metadata, spec: { ...spec, priorityClassName } };
  };
  expect((await call('POST', pods, withClass('a', 'gold'))).spec).toMatchObject({
    priority: 1000,
    preemptionPolicy: 'Never',
  });
  expect((await call('POST', pods, pod('b'))).spec).toMatchObject({ priority: 0 });
  await call('POST', classes, { metadata: { name: 'usual' }, value: 7, globalDefault: true });
  expect((await call('POST', pods, pod('c'))).spec).toMatchObject({ priority: 7, priorityClassName: 'usual' });
  expect(await call('POST', pods, withClass('d', 'lead'))).toMatchObject({
    code: 403,
    message: 'pods "d" is forbidden: no PriorityClass with name lead was found',
  });
});

test.each([
  ['an unknown name', 'GET', '/api/v1/namespaces/default/pods/x', undefined, 404, 'pods "x" not found'],
  ['an unknown namespace', 'POST', '/api/v1/namespaces/nope/pods', pod('a'), 404, 'namespaces "nope" not found'],
  [
    'a namespace that does not fit the address',
    'POST',
    CONFIG_MAPS,
    { metadata: { name: 'a', namespace: 'other' } },
    400,
    'the namespace of the provided object does not match the namespace sent on the request',
  ],
  [
    'two containers of one name',
    'POST',
    '/api/v1/namespaces/default/pods',
    {
      metadata: { name: 'x' },
      spec: {
        containers: [
          { name: 'a', image: 'b' },
          { name: 'a', image: 'b' },
        ],
      },
    },
    422,
    'Pod "x" is invalid: spec.containers[1].name: Duplicate value: "a"',
  ],
  [
    'a missing image',
    'POST',
    '/api/v1/namespaces/default/pods',
    { metadata: { name: 'x' }, spec: { containers: [{ name: 'a' }] } },
    422,
    'Pod "x" is invalid: spec.containers[0].image: Required value',
  ],
  [
    'a service without ports',
    'POST',
    '/api/v1/namespaces/default/services',
    { metadata: { name: 'x' } },
    422,
    'Service "x" is invalid: spec.ports: Required value',
  ],
  [
    'a value of the wrong type',
    'POST',
    CONFIG_MAPS,
    { metadata: { name: 'x' }, data: { port: 80 } },
    400,
    'ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal number into Go struct field ConfigMap.data of type string',
  ],
  [
    'the end of a namespace every cluster needs',
    'DELETE',
    '/api/v1/namespaces/default',
    undefined,
    403,
    'namespaces "default" is forbidden: this namespace may not be deleted',
  ],
  [
    'a method the resource has not',
    'PUT',
    CONFIG_MAPS,
    {},
    405,
    'the server does not allow this method on the requested resource',
  ],
])('%s is refused in the words of the real server', async (_what, method, path, body, code, message) => {
  const { call } = testCluster();
  expect(await call(method, path, body)).toMatchObject({ kind: 'Status', status: 'Failure', message });
  expect((await call(method, path, body)).http).toBe(code);
});

test.each([
  ['/api/v1/namespaces/default/pods', 'garbage'],
  ['/api/v1/namespaces/default/pods', { metadata: { name: 'x' }, spec: 'x' }],
  ['/api/v1/namespaces/default/pods', { metadata: 'x' }],
  ['/api/v1/namespaces/default/services', { metadata: { name: 'x' }, spec: { ports: [null] } }],
  ['/api/v1/persistentvolumes', { metadata: { name: 'x' }, spec: 3 }],
  ['/apis/apiextensions.k8s.io/v1/customresourcedefinitions', { metadata: { name: 'x' }, spec: { versions: 3 } }],
  ['/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', 'x'],
])('nonsense sent to %s is the fault of who sent it', async (path, body) => {
  const { call } = testCluster();
  const { http } = await call('POST', path, body);
  expect([400, 422]).toContain(http);
});

test('what is not served is a plain 404', async () => {
  const { call } = testCluster();
  expect(await call('GET', '/apis/nope.example.com/v1/things')).toEqual({ text: '404 page not found\n' });
});

test('unknown fields are refused, warned of or passed over as asked, and never kept', async () => {
  const { call } = testCluster();
  const body = pod('a', { spec: { ...pod('a').spec, foo: 1 } });
  const strict = await call('POST', '/api/v1/namespaces/default/pods?fieldValidation=Strict', body);
  expect(strict.message).toBe(
    'Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.foo"',
  );
  const warned = await call('POST', '/api/v1/namespaces/default/pods?fieldValidation=Warn', body);
  expect(warned.warnings).toBe('299 - "unknown field \\"spec.foo\\""');
  expect(warned.spec.foo).toBeUndefined();
});

test('a write without effect keeps the resourceVersion; generation counts changes of the spec only', async () => {
  const { call } = testCluster();
  const path = '/apis/apps/v1/namespaces/default/deployments/web';
  const created = await call('POST', '/apis/apps/v1/namespaces/default/deployments', deployment('web'));
  const same = await call('PATCH', path, {}, MERGE);
  expect(same.metadata.resourceVersion).toBe(created.metadata.resourceVersion);
  const labelled = await call('PATCH', path, { metadata: { labels: { a: 'b' } } }, MERGE);
  expect(labelled.metadata.generation).toBe(1);
  expect((await call('PATCH', path, { spec: { replicas: 2 } }, STRATEGIC)).metadata.generation).toBe(2);
});

test('an update from a stale version is a conflict', async () => {
  const { call } = testCluster();
  const created = await call('POST', CONFIG_MAPS, { metadata: { name: 'a' }, data: { k: '1' } });
  await call('PATCH', `${CONFIG_MAPS}/a`, { data: { k: '2' } }, MERGE);
  expect((await call('PUT', `${CONFIG_MAPS}/a`, created)).message).toBe(
    'Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again',
  );
});

test('a failing JSON patch is a 422 without causes; one that is no list a 400', async () => {
  const { call } = testCluster();
  await call('POST', CONFIG_MAPS, { metadata: { name: 'a' } });
  const failing = await call('PATCH', `${CONFIG_MAPS}/a`, [{ op: 'test', path: '/data/x', value: 1 }], JSON_PATCH);
  expect(failing).toMatchObject({
    reason: 'Invalid',
    message: 'the server rejected our request due to an error in our request',
  });
  expect((await call('PATCH', `${CONFIG_MAPS}/a`, {}, JSON_PATCH)).message).toBe(
    'json: cannot unmarshal object into Go value of type jsonpatch.Patch',
  );
});

test('a dry run answers as the call would and changes nothing', async () => {
  const { call, cluster } = testCluster();
  const before = cluster.store.version;
  const answer = await call('POST', `${CONFIG_MAPS}?dryRun=All`, { metadata: { name: 'a' } });
  expect(answer).toMatchObject({ metadata: { name: 'a', namespace: 'default' } });
  expect(answer.http).toBe(201);
  expect(cluster.store.version).toBe(before);
});

test('an object with finalizers waits for them', async () => {
  const { call } = testCluster();
  await call('POST', CONFIG_MAPS, { metadata: { name: 'a', finalizers: ['example.com/x'] } });
  const marked = await call('DELETE', `${CONFIG_MAPS}/a`);
  expect(marked.metadata.deletionTimestamp).toBeDefined();
  await call('PATCH', `${CONFIG_MAPS}/a`, { metadata: { finalizers: null } }, MERGE);
  expect((await call('GET', `${CONFIG_MAPS}/a`)).http).toBe(404);
});

test('status is written through its subresource only', async () => {
  const { call } = testCluster();
  await call('POST', '/api/v1/namespaces/default/pods', pod('a', { status: { phase: 'Running' } }));
  const path = '/api/v1/namespaces/default/pods/a';
  expect((await call('GET', path)).status.phase).toBe('Pending');
  await call('PATCH', path, { status: { phase: 'Running' } }, MERGE);
  expect((await call('GET', path)).status.phase).toBe('Pending');
  await call('PATCH', `${path}/status`, { metadata: {}, status: { phase: 'Running' } }, MERGE);
  expect((await call('GET', path)).status.phase).toBe('Running');
});

test('a scale sets the replicas of what it belongs to', async () => {
  const { call } = testCluster();
  const path = '/apis/apps/v1/namespaces/default/deployments/web';
  await call('POST', '/apis/apps/v1/namespaces/default/deployments', deployment('web'));
  await call('PATCH', `${path}/scale`, { spec: { replicas: 3 } }, MERGE);
  expect((await call('GET', path)).spec.replicas).toBe(3);
});

test('a long list comes in pages', async () => {
  const { call } = testCluster();
  for (const name of ['a', 'b', 'c']) await call('POST', CONFIG_MAPS, { metadata: { name } });
  const first = await call('GET', `${CONFIG_MAPS}?limit=2`);
  expect(first.metadata.remainingItemCount).toBe(1);
  const rest = await call('GET', `${CONFIG_MAPS}?limit=2&continue=${encodeURIComponent(first.metadata.continue)}`);
  expect([...first.items, ...rest.items].map((item) => item.metadata.name)).toEqual(['a', 'b', 'c']);
});

test('server-side apply: a field of another manager is a conflict unless forced, a field left out is removed', async () => {
  const { call } = testCluster();
  const apply = (manager: string, data: object, force = false) =>
    call(
      'PATCH',
      `${CONFIG_MAPS}/game?fieldManager=${manager}&force=${force}`,
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'game' }, data },
      { 'content-type': 'application/apply-patch+yaml' },
    );
  expect((await apply('kubectl', { lives: '3', level: '1' })).http).toBe(201);
  expect((await apply('kubectl', { lives: '4' })).data).toEqual({ lives: '4' });
  const refused = await apply('other', { lives: '5' });
  expect(refused).toMatchObject({
    reason: 'Conflict',
    message: 'Apply failed with 1 conflict: conflict with "kubectl": .data.lives',
  });
  const forced = await apply('other', { lives: '5' }, true);
  expect(forced.metadata.managedFields).toMatchObject([
    { manager: 'other', fieldsV1: { 'f:data': { 'f:lives': {} } } },
  ]);
});

test('who has no role is refused, who has one may', async () => {
  const { call } = testCluster();
  const bob = { 'impersonate-user': 'bob' };
  expect((await call('GET', '/api/v1/namespaces/default/pods', undefined, bob)).message).toBe(
    'pods is forbidden: User "bob" cannot list resource "pods" in API group "" in the namespace "default"',
  );
  const rbac = '/apis/rbac.authorization.k8s.io/v1/namespaces/default';
  const rules = [{ verbs: ['list'], apiGroups: [''], resources: ['pods'] }];
  await call('POST', `${rbac}/roles`, { metadata: { name: 'reader' }, rules });
  const roleRef = { kind: 'Role', name: 'reader' };
  await call('POST', `${rbac}/rolebindings`, {
    metadata: { name: 'r' },
    roleRef,
    subjects: [{ kind: 'User', name: 'bob' }],
  });
  expect((await call('GET', '/api/v1/namespaces/default/pods', undefined, bob)).kind).toBe('PodList');
});

test('a custom resource definition gives a working resource and takes it away again', async () => {
  const { call } = testCluster();
  const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const size = { type: 'integer', maximum: 10 };
  const spec = { type: 'object', required: ['size'], properties: { size } };
  const version = { name: 'v1', served: true, storage: true };
  await call('POST', definitions, {
    metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'widgets', kind: 'Widget' },
      versions: [{ ...version, schema: { openAPIV3Schema: { type: 'object', properties: { spec } } } }],
    },
  });
  const widgets = '/apis/example.com/v1/namespaces/default/widgets';
  expect((await call('POST', widgets, { metadata: { name: 'a' }, spec: { size: 11 } })).message).toBe(
    'Widget.example.com "a" is invalid: spec.size: Invalid value: 11: spec.size in body should be less than or equal to 10',
  );
  expect((await call('POST', widgets, { metadata: { name: 'a' }, spec: { size: 3 } })).http).toBe(201);
  expect((await call('PATCH', `${widgets}/a`, {}, STRATEGIC)).http).toBe(415);
  await call('DELETE', `${definitions}/widgets.example.com`);
  expect((await call('GET', widgets)).http).toBe(404);
});

test('a field named like a method of every object is a field like any other', async () => {
  const { call } = testCluster();
  const body = { metadata: { name: 'a', labels: { constructor: 'x' } }, toString: false, data: { valueOf: 'y' } };
  const answer = await call('POST', '/api/v1/namespaces/default/configmaps?fieldValidation=Ignore', body);
  const { labels } = answer.metadata;
  expect([answer.code, labels.constructor, answer.data.valueOf]).toEqual([201, 'x', 'y']);
});

test('an amount that is none is refused while the object is read', async () => {
  const { call } = testCluster();
  const resources = { requests: { memory: '10GB' } };
  const spec = { containers: [{ name: 'c', image: 'nginx', resources }] };
  expect(await call('POST', '/api/v1/namespaces/default/pods', { metadata: { name: 'a' }, spec })).toMatchObject({
    code: 400,
    message:
      'Pod in version "v1" cannot be handled as a Pod: quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\'',
  });
});

test('two items of one key in a list are refused: by an apply, and as ports of a service', async () => {
  const { call } = testCluster();
  const apply = { 'content-type': 'application/apply-patch+yaml' };
  const env = [
    { name: 'A', value: '1' },
    { name: 'A', value: '2' },
  ];
  const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'web', image: 'nginx', env }] } };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: { selector: { matchLabels: { a: 'b' } }, template },
  };
  const path = '/apis/apps/v1/namespaces/default/deployments/web?fieldManager=me';
  expect(await call('PATCH', path, deployment, apply)).toMatchObject({
    code: 500,
    message:
      'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.template.spec.containers[name="web"].env: duplicate entries for key [name="A"]',
  });
  const ports = [
    { name: 'one', port: 80 },
    { name: 'two', port: 80 },
  ];
  const service = { metadata: { name: 'web' }, spec: { ports } };
  expect((await call('POST', '/api/v1/namespaces/default/services', service)).message).toBe(
    'Service "web" is invalid: spec.ports[1]: Duplicate value: core.ServicePort{Name:"", Protocol:"TCP", AppProtocol:(*string)(nil), Port:80, TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:""}, NodePort:0}',
  );
});

test('each ready node has a lease that is as young as its last sign of life, and nobody can write it', async () => {
  const { call, cluster, pass } = testCluster({ live: true });
  const status = { conditions: [{ type: 'Ready', status: 'True' }] };
  cluster.store.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' }, status });
  await pass(34_000);
  const path = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases';
  const lease = await call('GET', `${path}/n1`);
  expect(lease.spec).toEqual({
    holderIdentity: 'n1',
    leaseDurationSeconds: 40,
    renewTime: '2026-01-10T12:00:30.000000Z',
  });
  expect((await call('GET', '/apis/coordination.k8s.io/v1/leases')).items).toHaveLength(1);
  expect((await call('DELETE', `${path}/n1`)).code).toBe(403);
  expect((await call('PUT', `${path}/n1`, { ...lease, spec: {} })).code).toBe(403);
});

test('the API server itself answers for its groups, and says so among the API services', async () => {
  const { call } = testCluster();
  const path = '/apis/apiregistration.k8s.io/v1/apiservices';
  const table = await call('GET', path, undefined, { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' });
  const rows = table.rows.map(({ cells }: { cells: string[] }) => cells.slice(0, 3).join(' '));
  expect(rows).toEqual(expect.arrayContaining(['v1. Local True', 'v1.apps Local True', 'v2.autoscaling Local True']));
});
