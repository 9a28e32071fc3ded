import { expect, test } from 'vitest';
import { bytesOf, milliOf } from '../quantity.ts';
import { testCluster } from '../test-cluster.ts';
import type { KubernetesObject } from '../types.ts';

const METRICS = '/apis/metrics.k8s.io/v1beta1';
const SERVICES = '/apis/apiregistration.k8s.io/v1/apiservices';

/** A cluster with a node, a pod `web` that works as hard as told, and metrics-server. */
async function measured(requests: (pod: KubernetesObject) => number = () => 0, limits: object = {}) {
  const cluster = testCluster({ live: true, requests });
  const { call, pass } = cluster;
  const ready = { conditions: [{ type: 'Ready', status: 'True' }] };
  await call('POST', '/api/v1/nodes', { metadata: { name: 'one' }, status: ready });
  await call(
    'PATCH',
    '/api/v1/nodes/one/status',
    { status: ready },
    { 'content-type': 'application/merge-patch+json' },
  );
  const pod = (name: string) => ({
    metadata: { name, labels: { app: name } },
    spec: { containers: [{ name: 'main', image: 'nginx', resources: { limits }, ports: [{ containerPort: 443 }] }] },
  });
  for (const name of ['web', 'metrics-server']) await call('POST', '/api/v1/namespaces/default/pods', pod(name));
  await call('POST', '/api/v1/namespaces/default/services', {
    metadata: { name: 'metrics-server' },
    spec: { selector: { app: 'metrics-server' }, ports: [{ port: 443 }] },
  });
  await call('POST', SERVICES, {
    metadata: { name: 'v1beta1.metrics.k8s.io' },
    spec: { group: 'metrics.k8s.io', version: 'v1beta1', service: { name: 'metrics-server', namespace: 'default' } },
  });
  await pass(60_000);
  const used = async (name: string) => {
    const { containers } = await call('GET', `${METRICS}/namespaces/default/pods/${name}`);
    return { cpu: Number.parseInt(containers[0].usage.cpu, 10) / 1e6, memory: bytesOf(containers[0].usage.memory)! };
  };
  return { ...cluster, used };
}

test('quantities are read as the API writes them', () => {
  expect([milliOf('250m'), milliOf('2'), milliOf('1.5'), bytesOf('64Mi'), bytesOf('1k'), bytesOf('x')]).toEqual([
    250,
    2_000,
    1_500,
    67_108_864,
    1_000,
    undefined,
  ]);
});

test('without a metrics server there are no metrics, and discovery does not speak of them', async () => {
  const { call } = testCluster();
  expect((await call('GET', `${METRICS}/nodes`)).text).toBe('404 page not found\n');
  expect(JSON.stringify(await call('GET', '/apis'))).not.toContain('metrics.k8s.io');
});

test('what a pod uses stays near its level, and rises with what it has to do', async () => {
  const idle = await measured();
  const busy = await measured(({ metadata }) => (metadata.name === 'web' ? 200 : 0));
  const [rest, work] = [await idle.used('web'), await busy.used('web')];
  expect(work.cpu).toBeGreaterThan(rest.cpu + 200);
  expect(work.memory).toBeGreaterThan(rest.memory);
  await idle.pass(15_000);
  const later = await idle.used('web');
  expect(later).not.toEqual(rest);
  expect(Math.abs(later.cpu - rest.cpu)).toBeLessThan(rest.cpu / 2);
});

test('limits bound it, and a node uses more than its pods together', async () => {
  const { call, used } = await measured(() => 5_000, { cpu: '300m', memory: '40Mi' });
  expect(await used('web')).toEqual({ cpu: 300, memory: 40 * 1_048_576 });
  const node = await call('GET', `${METRICS}/nodes/one`);
  expect(Number.parseInt(node.usage.cpu, 10) / 1e6).toBeGreaterThan(600);
});

test('a pod is measured once it has run a while', async () => {
  const { call, pass } = await measured();
  const containers = [{ name: 'main', image: 'nginx' }];
  await call('POST', '/api/v1/namespaces/default/pods', { metadata: { name: 'new' }, spec: { containers } });
  await pass(10_000);
  expect((await call('GET', `${METRICS}/namespaces/default/pods/new`)).http).toBe(404);
  await pass(30_000);
  expect((await call('GET', `${METRICS}/namespaces/default/pods/new`)).kind).toBe('PodMetrics');
});

test('while the metrics server has no pod, every call is a 503; with its registration it goes altogether', async () => {
  const { call, pass } = await measured();
  await call('DELETE', '/api/v1/namespaces/default/pods/metrics-server');
  await pass(40_000);
  expect((await call('GET', `${METRICS}/pods`)).http).toBe(503);
  expect((await call('GET', `${SERVICES}/v1beta1.metrics.k8s.io`)).status.conditions).toMatchObject([
    { type: 'Available', status: 'False', reason: 'MissingEndpoints' },
  ]);
  await call('DELETE', `${SERVICES}/v1beta1.metrics.k8s.io`);
  expect((await call('GET', `${METRICS}/pods`)).http).toBe(404);
});
