import { expect, test } from 'vitest';
import { testCluster } from '../test-cluster.ts';
import type { ImageLifecycle } from '../types.ts';

const TABLE = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
const STRATEGIC = { 'content-type': 'application/strategic-merge-patch+json' };
const MERGE = { 'content-type': 'application/merge-patch+json' };
const PODS = '/api/v1/namespaces/default/pods';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';

const image = (name: string): ImageLifecycle => ({
  exists: !name.startsWith('nosuch'),
  startDelay: 1_000,
  readyDelay: 0,
});

/** A cluster that lives, with two ready nodes. */
function liveCluster() {
  const cluster = testCluster({ live: true, image });
  for (const name of ['n1', 'n2']) {
    const status = { conditions: [{ type: 'Ready', status: 'True' }] };
    cluster.cluster.store.create({ apiVersion: 'v1', kind: 'Node', metadata: { name }, status });
  }
  const rows = async (path: string): Promise<string[]> => {
    const table = await cluster.call('GET', path, undefined, TABLE);
    return table.rows.map((row: { cells: unknown[] }) => row.cells.slice(1, 4).join(' '));
  };
  const status = async (pod: string): Promise<string> => {
    const table = await cluster.call('GET', `${PODS}/${pod}`, undefined, TABLE);
    return table.rows?.[0].cells.slice(1, 3).join(' ') ?? 'gone';
  };
  return { ...cluster, rows, status };
}

const template = (labels: object, spec: object = {}) => ({
  metadata: { labels },
  spec: { containers: [{ name: 'web', image: 'nginx:1', ports: [{ name: 'http', containerPort: 8080 }] }], ...spec },
});
const deployment = (replicas: number) => ({
  metadata: { name: 'web' },
  spec: { replicas, selector: { matchLabels: { app: 'web' } }, template: template({ app: 'web' }) },
});
const pod = (name: string, container: object, spec: object = {}) => ({
  metadata: { name },
  spec: { containers: [{ name: 'c', image: 'busybox', ...container }], ...spec },
});

test('a deployment makes pods, which become ready, and a service finds them by their named port', async () => {
  const { call, pass, rows } = liveCluster();
  await call('POST', DEPLOYMENTS, deployment(2));
  const ports = [{ port: 80, targetPort: 'http' }];
  await call('POST', '/api/v1/namespaces/default/services', {
    metadata: { name: 'web' },
    spec: { selector: { app: 'web' }, ports },
  });
  expect(await rows(PODS)).toEqual(['0/1 ContainerCreating 0', '0/1 ContainerCreating 0']);
  await pass(1_500);
  expect(await rows(PODS)).toEqual(['1/1 Running 0', '1/1 Running 0']);
  expect(await rows(DEPLOYMENTS)).toEqual(['2/2 2 2']);
  const endpoints = await call('GET', '/api/v1/namespaces/default/endpoints/web');
  expect(endpoints.subsets).toMatchObject([
    { addresses: [{ ip: '10.48.0.2' }, { ip: '10.48.1.2' }], ports: [{ port: 8080 }] },
  ]);
  const slices = await call('GET', '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices');
  expect(slices.items[0].endpoints).toHaveLength(2);
});

test('a rolling update never has fewer pods available than it may, and marks the revision', async () => {
  const { call, pass, rows } = liveCluster();
  await call('POST', DEPLOYMENTS, deployment(4));
  await pass(2_000);
  const containers = [{ name: 'web', image: 'nginx:2' }];
  await call('PATCH', `${DEPLOYMENTS}/web`, { spec: { template: { spec: { containers } } } }, STRATEGIC);
  for (let second = 0; second < 10; second++) {
    expect((await call('GET', `${DEPLOYMENTS}/web`)).status.availableReplicas).toBeGreaterThanOrEqual(3);
    await pass(1_000);
  }
  expect(await rows(DEPLOYMENTS)).toEqual(['4/4 4 4']);
  const done = await call('GET', `${DEPLOYMENTS}/web`);
  expect(done.metadata.annotations['deployment.kubernetes.io/revision']).toBe('2');
  expect(done.status.observedGeneration).toBe(done.metadata.generation);
  const sets = await call('GET', '/apis/apps/v1/namespaces/default/replicasets');
  expect(sets.items.map((set: { spec: { replicas: number } }) => set.spec.replicas).sort()).toEqual([0, 4]);
});

test('deleting a deployment takes its pods along, in their own time', async () => {
  const { call, pass, rows } = liveCluster();
  await call('POST', DEPLOYMENTS, deployment(1));
  await pass(2_000);
  await call('DELETE', `${DEPLOYMENTS}/web`);
  expect(await rows(PODS)).toEqual(['1/1 Terminating 0']);
  await pass(2_000);
  expect(await rows(PODS)).toEqual([]);
});

test('an orphaning delete leaves the pods alone', async () => {
  const { call, pass } = liveCluster();
  await call('POST', DEPLOYMENTS, deployment(1));
  await pass(2_000);
  await call('DELETE', `${DEPLOYMENTS}/web`, { propagationPolicy: 'Orphan' });
  const [set] = (await call('GET', '/apis/apps/v1/namespaces/default/replicasets')).items;
  expect(set.metadata.ownerReferences).toBeUndefined();
});

test('a pod tells what is wrong with it', async () => {
  const { call, pass, status } = liveCluster();
  await call('POST', PODS, pod('missing', { image: 'nosuch:1' }));
  await call('POST', PODS, pod('crash', { command: ['sh', '-c', 'sleep 1; exit 3'] }));
  await call('POST', PODS, pod('once', { command: ['sleep', '2'] }, { restartPolicy: 'Never' }));
  const initContainers = [{ name: 'first', image: 'busybox', command: ['sleep', '5'] }];
  await call('POST', PODS, pod('slow', {}, { initContainers }));
  await pass(1_500);
  expect(await status('missing')).toBe('0/1 ErrImagePull');
  expect(await status('slow')).toBe('0/1 Init:0/1');
  await pass(1_500);
  expect(await status('missing')).toBe('0/1 ImagePullBackOff');
  await pass(7_000);
  expect(await status('crash')).toBe('0/1 CrashLoopBackOff');
  expect(await status('once')).toBe('0/1 Completed');
  expect(await status('slow')).toBe('1/1 Running');
});

test('a pod without a node that fits it waits and says why', async () => {
  const { call, status } = liveCluster();
  await call('POST', PODS, pod('picky', {}, { nodeSelector: { disk: 'ssd' } }));
  expect(await status('picky')).toBe('0/1 Pending');
  const waiting = await call('GET', `${PODS}/picky`);
  expect(waiting.status.conditions[0].message).toContain("2 node(s) didn't match Pod's node affinity/selector");
  await call('PATCH', '/api/v1/nodes/n1', { metadata: { labels: { disk: 'ssd' } } }, MERGE);
  expect((await call('GET', `${PODS}/picky`)).spec.nodeName).toBe('n1');
});

test('a namespace ends when what is in it has ended', async () => {
  const { call, pass } = liveCluster();
  await call('POST', '/api/v1/namespaces', { metadata: { name: 'team' } });
  await call('POST', '/api/v1/namespaces/team/pods', pod('a', {}));
  await pass(2_000);
  expect((await call('DELETE', '/api/v1/namespaces/team')).status.phase).toBe('Terminating');
  expect((await call('POST', '/api/v1/namespaces/team/pods', pod('b', {}))).message).toBe(
    'pods "b" is forbidden: unable to create new content in namespace team because it is being terminated',
  );
  await pass(2_000);
  expect((await call('GET', '/api/v1/namespaces/team')).http).toBe(404);
});

test('jobs end, daemon sets fill the nodes, stateful sets count', async () => {
  const { call, pass, rows } = liveCluster();
  const job = { completions: 2, template: pod('x', { command: ['sleep', '3'] }, { restartPolicy: 'Never' }) };
  await call('POST', '/apis/batch/v1/namespaces/default/jobs', {
    metadata: { name: 'job' },
    spec: { ...job, template: { spec: job.template.spec } },
  });
  const selector = { matchLabels: { app: 'x' } };
  const spec = { selector, template: template({ app: 'x' }) };
  await call('POST', '/apis/apps/v1/namespaces/default/daemonsets', { metadata: { name: 'agent' }, spec });
  await call('POST', '/apis/apps/v1/namespaces/default/statefulsets', {
    metadata: { name: 'db' },
    spec: { ...spec, replicas: 2 },
  });
  await pass(15_000);
  expect(await rows('/apis/batch/v1/namespaces/default/jobs')).toEqual(['Complete 2/2 8s']);
  expect(await rows('/apis/apps/v1/namespaces/default/daemonsets')).toEqual(['2 2 2']);
  const { items } = await call('GET', `${PODS}?labelSelector=statefulset.kubernetes.io/pod-name`);
  expect(items.map((one: { metadata: { name: string } }) => one.metadata.name)).toEqual(['db-0', 'db-1']);
});

test('a cron job makes a job when its time comes', async () => {
  const { call, pass } = liveCluster();
  const container = { name: 'c', image: 'busybox', command: ['sleep', '1'] };
  const jobTemplate = { spec: { template: { spec: { restartPolicy: 'Never', containers: [container] } } } };
  await call('POST', '/apis/batch/v1/namespaces/default/cronjobs', {
    metadata: { name: 'tick' },
    spec: { schedule: '*/5 * * * *', jobTemplate },
  });
  await pass(11 * 60_000);
  expect((await call('GET', '/apis/batch/v1/namespaces/default/jobs')).items).toHaveLength(2);
});

test('two clusters with the same seed and calls are the same', async () => {
  const run = async () => {
    const { call, pass, cluster } = liveCluster();
    await call('POST', DEPLOYMENTS, deployment(3));
    await pass(5_000);
    return JSON.stringify(cluster.store.list('pods'));
  };
  expect(await run()).toBe(await run());
});
