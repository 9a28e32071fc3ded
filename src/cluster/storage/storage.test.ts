import { expect, test } from 'vitest';
import { testCluster } from '../test-cluster.ts';

const TABLE = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
const MERGE = { 'content-type': 'application/merge-patch+json' };
const CLAIMS = '/api/v1/namespaces/default/persistentvolumeclaims';
const VOLUMES = '/api/v1/persistentvolumes';
const CLASSES = '/apis/storage.k8s.io/v1/storageclasses';
const PODS = '/api/v1/namespaces/default/pods';

/** Two nodes, and the class `standard` whose provisioner runs. */
async function storageCluster({ bindingMode = 'WaitForFirstConsumer', reclaimPolicy = 'Delete' } = {}) {
  const cluster = testCluster({ live: true });
  const { call, cluster: engine } = cluster;
  for (const name of ['n1', 'n2']) {
    const status = { conditions: [{ type: 'Ready', status: 'True' }] };
    const labels = { 'kubernetes.io/hostname': name };
    engine.store.create({ apiVersion: 'v1', kind: 'Node', metadata: { name, labels }, status });
  }
  await call('POST', CLASSES, {
    metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    provisioner: 'rancher.io/local-path',
    volumeBindingMode: bindingMode,
    reclaimPolicy,
    allowVolumeExpansion: true,
  });
  const rows = async (path: string): Promise<string[]> => {
    const { rows: all } = await call('GET', path, undefined, TABLE);
    return all.map(({ cells }: { cells: string[] }) =>
      cells
        .slice(0, 6)
        .join(' | ')
        .replace(/pvc-[\w-]{36}/, 'pvc-UID'),
    );
  };
  const events = async (name: string): Promise<string[]> => {
    const { items } = await call('GET', `/api/v1/namespaces/default/events?fieldSelector=involvedObject.name=${name}`);
    return items.map((one: { reason: string; message: string }) =>
      `${one.reason}: ${one.message}`.replace(/pvc-[\w-]{36}/, 'pvc-UID'),
    );
  };
  return { ...cluster, rows, events };
}

const claim = (name: string, spec: object = {}) => ({
  metadata: { name },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
});

const volume = (name: string, spec: object = {}, metadata: object = {}) => ({
  metadata: { name, ...metadata },
  spec: {
    capacity: { storage: '2Gi' },
    accessModes: ['ReadWriteOnce', 'ReadOnlyMany'],
    storageClassName: 'manual',
    hostPath: { path: '/mnt/data' },
    ...spec,
  },
});

const user = (name: string, claimName: string, spec: object = {}) => ({
  metadata: { name },
  spec: {
    containers: [{ name: 'c', image: 'nginx', volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }],
    ...spec,
  },
});

test('a claim of a class that waits is bound once a pod uses it, to a volume made where the pod runs', async () => {
  const { call, pass, rows, events } = await storageCluster();
  await call('POST', CLAIMS, claim('data'));
  await pass(1_000);
  expect(await rows(CLAIMS)).toEqual(['data | Pending |  |  |  | standard']);
  await call('POST', PODS, user('web', 'data'));
  await pass(500);
  const pending = await call('GET', `${PODS}/web`);
  expect([pending.spec.nodeName, pending.status.conditions]).toEqual([undefined, undefined]);
  await pass(9_500);
  expect(await rows(CLAIMS)).toEqual(['data | Bound | pvc-UID | 1Gi | RWO | standard']);
  expect(await rows(VOLUMES)).toEqual(['pvc-UID | 1Gi | RWO | Delete | Bound | default/data']);
  const pod = await call('GET', `${PODS}/web`);
  expect(pod.status.phase).toBe('Running');
  const [made] = (await call('GET', VOLUMES)).items;
  expect(made.spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values).toEqual([pod.spec.nodeName]);
  expect(made.spec.claimRef.uid).toBe((await call('GET', `${CLAIMS}/data`)).metadata.uid);
  expect(await events('data')).toEqual([
    'WaitForFirstConsumer: waiting for first consumer to be created before binding',
    expect.stringMatching(/^ExternalProvisioning: Waiting for .* external provisioner 'rancher.io\/local-path' or /),
    'Provisioning: External provisioner is provisioning volume for claim "default/data"',
    'ProvisioningSucceeded: Successfully provisioned volume pvc-UID',
  ]);
});

test('a claim of an immediate class is bound with nobody using it, and its pod goes where the volume is', async () => {
  const { call, pass, rows } = await storageCluster({ bindingMode: 'Immediate' });
  await call('POST', CLAIMS, claim('data', { resources: { requests: { storage: '500Mi' } } }));
  await pass(5_000);
  expect(await rows(CLAIMS)).toEqual(['data | Bound | pvc-UID | 500Mi | RWO | standard']);
});

test('pods wait for claims that are missing or cannot be bound yet, and say so as the scheduler does', async () => {
  const { call, pass, events } = await storageCluster({ bindingMode: 'Immediate' });
  await call('POST', PODS, user('web', 'data'));
  const tail = 'preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.';
  expect(await events('web')).toEqual([
    `FailedScheduling: 0/2 nodes are available: persistentvolumeclaim "data" not found. ${tail}`,
  ]);
  await call('POST', CLAIMS, claim('data'));
  await pass(1_000);
  expect((await events('web')).at(-1)).toBe(
    `FailedScheduling: 0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims. ${tail}`,
  );
  await pass(8_000);
  expect((await events('web')).filter((one) => one.startsWith('Scheduled'))).toHaveLength(1);
});

test('volumes made by hand are matched by class, access, size and labels; the smallest that fits is taken', async () => {
  const { call, pass, rows } = await storageCluster();
  await call('POST', VOLUMES, volume('big', { capacity: { storage: '10Gi' } }));
  await call('POST', VOLUMES, volume('small', { capacity: { storage: '512Mi' } }));
  await call('POST', VOLUMES, volume('fits', {}, { labels: { disk: 'fast' } }));
  await call('POST', VOLUMES, volume('other', { storageClassName: 'elsewhere' }));
  await call('POST', CLAIMS, claim('one', { storageClassName: 'manual' }));
  await call('POST', CLAIMS, claim('shared', { storageClassName: 'manual', accessModes: ['ReadWriteMany'] }));
  await call(
    'POST',
    CLAIMS,
    claim('wanted', { storageClassName: 'manual', selector: { matchLabels: { disk: 'slow' } } }),
  );
  await pass(1_000);
  expect(await rows(CLAIMS)).toEqual([
    'one | Bound | fits | 2Gi | RWO,ROX | manual',
    'shared | Pending |  |  |  | manual',
    'wanted | Pending |  |  |  | manual',
  ]);
  expect(await rows(VOLUMES)).toEqual([
    'big | 10Gi | RWO,ROX | Retain | Available | ',
    'fits | 2Gi | RWO,ROX | Retain | Bound | default/one',
    'other | 2Gi | RWO,ROX | Retain | Available | ',
    'small | 512Mi | RWO,ROX | Retain | Available | ',
  ]);
});

test('a claim may name its volume, and a volume its claim', async () => {
  const { call, pass, rows, events } = await storageCluster();
  await call('POST', VOLUMES, volume('mine'));
  await call('POST', VOLUMES, volume('kept', { claimRef: { namespace: 'default', name: 'heir' } }));
  await call('POST', CLAIMS, claim('asks', { storageClassName: 'manual', volumeName: 'mine' }));
  await call('POST', CLAIMS, claim('late', { storageClassName: 'manual', volumeName: 'mine' }));
  const large = { resources: { requests: { storage: '9Gi' } } };
  await pass(1_000);
  await call('POST', VOLUMES, volume('little'));
  await call('POST', CLAIMS, claim('greedy', { storageClassName: 'manual', volumeName: 'little', ...large }));
  await call('POST', CLAIMS, claim('heir', { storageClassName: 'manual' }));
  await pass(1_000);
  expect((await rows(CLAIMS)).map((row) => row.split(' | ').slice(0, 3).join(' '))).toEqual([
    'asks Bound mine',
    'greedy Pending little',
    'heir Bound kept',
    'late Pending mine',
  ]);
  expect(await events('late')).toEqual(['FailedBinding: volume "mine" already bound to a different claim.']);
  expect(await events('greedy')).toEqual([
    'VolumeMismatch: Cannot bind to requested volume "little": requested PV is too small',
  ]);
});

test('without a class, with one that is not there, or one nobody serves, a claim stays pending and says why', async () => {
  const { call, pass, events, rows } = await storageCluster();
  await call('POST', CLASSES, { metadata: { name: 'foreign' }, provisioner: 'example.com/none' });
  await call('POST', CLAIMS, claim('no-class', { storageClassName: '' }));
  await call('POST', CLAIMS, claim('lost-class', { storageClassName: 'nosuch' }));
  await call('POST', CLAIMS, claim('unserved', { storageClassName: 'foreign' }));
  const picky = { accessModes: ['ReadWriteMany'] };
  await call('POST', CLAIMS, claim('picky', picky));
  await call('POST', PODS, user('web', 'picky'));
  await pass(60_000);
  expect((await rows(CLAIMS)).every((row) => row.includes('Pending'))).toBe(true);
  expect(await events('no-class')).toEqual([
    'FailedBinding: no persistent volumes available for this claim and no storage class is set',
  ]);
  expect(await events('lost-class')).toEqual(['ProvisioningFailed: storageclass.storage.k8s.io "nosuch" not found']);
  expect((await events('unserved')).map((one) => one.split(':')[0])).toEqual(['ExternalProvisioning']);
  expect((await events('picky')).at(-1)).toMatch(
    /^ProvisioningFailed: failed to provision volume with StorageClass "standard": NodePath only supports ReadWriteOnce/,
  );
});

test('a claim in use stays until its pod is gone, and its volume goes with it or is kept, as the class says', async () => {
  for (const [reclaimPolicy, left] of [
    ['Delete', []],
    ['Retain', ['pvc-UID | 1Gi | RWO | Retain | Released | default/data']],
  ] as const) {
    const { call, pass, rows } = await storageCluster({ reclaimPolicy });
    await call('POST', CLAIMS, claim('data'));
    await call('POST', PODS, user('web', 'data'));
    await pass(10_000);
    const deleted = await call('DELETE', `${CLAIMS}/data`);
    expect(deleted.metadata.finalizers).toEqual(['kubernetes.io/pvc-protection']);
    await pass(5_000);
    expect(await rows(CLAIMS)).toEqual(['data | Terminating | pvc-UID | 1Gi | RWO | standard']);
    await call('DELETE', `${PODS}/web`);
    await pass(40_000);
    expect(await rows(CLAIMS)).toEqual([]);
    expect(await rows(VOLUMES)).toEqual(left);
  }
});

test('a volume bound to a claim waits for it; a claim whose volume is gone is lost', async () => {
  const { call, pass, rows, events, cluster } = await storageCluster();
  await call('POST', VOLUMES, volume('mine'));
  await call('POST', CLAIMS, claim('data', { storageClassName: 'manual' }));
  await pass(1_000);
  await call('DELETE', `${VOLUMES}/mine`);
  await pass(1_000);
  expect(await rows(VOLUMES)).toEqual(['mine | 2Gi | RWO,ROX | Retain | Terminating | default/data']);
  cluster.store.delete('persistentvolumes', undefined, 'mine');
  await pass(1_000);
  expect((await rows(CLAIMS))[0]).toContain('data | Lost | mine');
  expect(await events('data')).toEqual([
    'ClaimLost: Bound claim has lost its PersistentVolume. Data on the volume is lost!',
  ]);
});

test('a released volume whose claim is struck out by hand is free again', async () => {
  const { call, pass, rows } = await storageCluster();
  await call('POST', VOLUMES, volume('mine'));
  await call('POST', CLAIMS, claim('data', { storageClassName: 'manual' }));
  await pass(1_000);
  await call('DELETE', `${CLAIMS}/data`);
  await pass(1_000);
  expect((await rows(VOLUMES))[0]).toContain('Released');
  await call('PATCH', `${VOLUMES}/mine`, { spec: { claimRef: null } }, MERGE);
  await pass(1_000);
  expect((await rows(VOLUMES))[0]).toContain('Available');
});

test('a bound claim may grow where its class lets it; nothing else of it changes', async () => {
  const { call, pass, rows, events } = await storageCluster({ bindingMode: 'Immediate' });
  await call('POST', CLAIMS, claim('data'));
  await call('POST', VOLUMES, volume('mine'));
  await call('POST', CLAIMS, claim('fixed', { storageClassName: 'manual' }));
  await pass(5_000);
  const size = (storage: string) => ({ spec: { resources: { requests: { storage } } } });
  expect((await call('PATCH', `${CLAIMS}/fixed`, size('2Gi'), MERGE)).message).toBe(
    'persistentvolumeclaims "fixed" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
  );
  expect((await call('PATCH', `${CLAIMS}/data`, size('3Gi'), MERGE)).code).toBe(200);
  await pass(5_000);
  expect((await rows(CLAIMS))[0]).toBe('data | Bound | pvc-UID | 3Gi | RWO | standard');
  expect((await events('data')).slice(-2)).toEqual([
    'Resizing: External resizer is resizing volume pvc-UID',
    'VolumeResizeSuccessful: Resize volume succeeded',
  ]);
  expect((await call('PATCH', `${CLAIMS}/data`, size('1Gi'), MERGE)).message).toContain(
    'spec.resources.requests.storage: Forbidden: field can not be less than status.capacity',
  );
  const modes = { spec: { accessModes: ['ReadWriteMany'] } };
  expect((await call('PATCH', `${CLAIMS}/data`, modes, MERGE)).message).toContain(
    'spec: Forbidden: spec is immutable after creation except resources.requests',
  );
});

test('each pod of a stateful set gets a claim of its own, which outlives it', async () => {
  const { call, pass, rows } = await storageCluster();
  await call('POST', '/apis/apps/v1/namespaces/default/statefulsets', {
    metadata: { name: 'db' },
    spec: {
      replicas: 2,
      serviceName: 'db',
      selector: { matchLabels: { app: 'db' } },
      template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
      volumeClaimTemplates: [claim('data')],
    },
  });
  await pass(30_000);
  expect((await rows(PODS)).map((row) => row.split(' | ').slice(0, 3).join(' '))).toEqual([
    'db-0 1/1 Running',
    'db-1 1/1 Running',
  ]);
  await call('DELETE', '/apis/apps/v1/namespaces/default/statefulsets/db');
  await pass(60_000);
  expect((await rows(CLAIMS)).map((row) => row.split(' | ').slice(0, 2).join(' '))).toEqual([
    'data-db-0 Bound',
    'data-db-1 Bound',
  ]);
});

test('a pod with an ephemeral volume gets a claim that goes with it', async () => {
  const { call, pass, rows } = await storageCluster();
  const volumes = [{ name: 'data', ephemeral: { volumeClaimTemplate: { spec: claim('').spec } } }];
  await call('POST', PODS, user('web', '', { volumes }));
  await pass(10_000);
  expect((await rows(CLAIMS))[0]).toContain('web-data | Bound');
  await call('DELETE', `${PODS}/web`);
  await pass(40_000);
  expect(await rows(CLAIMS)).toEqual([]);
});

test('a claim that named no class gets the one that is made the default later', async () => {
  const { call, pass, rows } = await storageCluster();
  const mark = { metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': null } } };
  await call('PATCH', `${CLASSES}/standard`, mark, MERGE);
  await call('POST', CLAIMS, claim('data'));
  await pass(1_000);
  expect(await rows(CLAIMS)).toEqual(['data | Pending |  |  |  | ']);
  const again = { metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } } };
  await call('PATCH', `${CLASSES}/standard`, again, MERGE);
  await pass(1_000);
  expect(await rows(CLAIMS)).toEqual(['data | Pending |  |  |  | standard']);
});

test('a pod whose volume is on a node that it may not use says so', async () => {
  const { call, pass, events } = await storageCluster();
  const at = { key: 'kubernetes.io/hostname', operator: 'In', values: ['n1'] };
  const nodeAffinity = { required: { nodeSelectorTerms: [{ matchExpressions: [at] }] } };
  await call('POST', VOLUMES, volume('local', { nodeAffinity, hostPath: undefined, local: { path: '/mnt/disk' } }));
  await call('POST', CLAIMS, claim('data', { storageClassName: 'manual' }));
  await pass(1_000);
  await call('POST', PODS, user('web', 'data', { nodeSelector: { 'kubernetes.io/hostname': 'n2' } }));
  expect((await events('web'))[0]).toContain(
    "0/2 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had volume node affinity conflict.",
  );
});
