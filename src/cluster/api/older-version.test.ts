import { expect, test } from 'vitest';
import { testCluster } from '../test-cluster.ts';

const PATH = '/namespaces/default/horizontalpodautoscalers';
const autoscaler = {
  apiVersion: 'autoscaling/v1',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web' },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    maxReplicas: 3,
    targetCPUUtilizationPercentage: 60,
  },
};

const MERGE = { 'content-type': 'application/merge-patch+json' };

test('an autoscaler written in version 1 is kept in version 2, and read in either', async () => {
  const { call } = testCluster();
  expect(await call('POST', `/apis/autoscaling/v1${PATH}`, autoscaler)).toMatchObject(autoscaler);
  const current = await call('GET', `/apis/autoscaling/v2${PATH}/web`);
  expect(current.spec.metrics[0].resource).toEqual({
    name: 'cpu',
    target: { type: 'Utilization', averageUtilization: 60 },
  });
  expect(await call('GET', `/apis/autoscaling/v1${PATH}/web`)).toMatchObject(autoscaler);
});

test('a patch in version 1 changes what it names', async () => {
  const { call } = testCluster();
  await call('POST', `/apis/autoscaling/v1${PATH}`, autoscaler);
  const patch = { spec: { targetCPUUtilizationPercentage: 90 } };
  const patched = await call('PATCH', `/apis/autoscaling/v1${PATH}/web`, patch, MERGE);
  expect(patched.spec).toMatchObject({ maxReplicas: 3, targetCPUUtilizationPercentage: 90 });
});

test('refusals and lists come through', async () => {
  const { call } = testCluster();
  await call('POST', `/apis/autoscaling/v1${PATH}`, autoscaler);
  expect(await call('POST', `/apis/autoscaling/v1${PATH}`, autoscaler)).toMatchObject({ reason: 'AlreadyExists' });
  const list = await call('GET', `/apis/autoscaling/v1${PATH}`);
  expect([list.apiVersion, list.items[0].spec.targetCPUUtilizationPercentage]).toEqual(['autoscaling/v1', 60]);
});
