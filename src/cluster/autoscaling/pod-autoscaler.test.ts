import { expect, test } from 'vitest';
import { testCluster } from '../test-cluster.ts';
import { applyScalingRules, type ScalingHistory } from './scaling-rules.ts';

const TABLE = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
const MERGE = { 'content-type': 'application/merge-patch+json' };
const AUTOSCALERS = '/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';

/** A deployment `web` of one pod behind metrics-server; `load.each` is what each of its pods has to do a second. */
async function loadedCluster({ requests = { cpu: '100m' } as object | null, metrics = true } = {}) {
  const load = { each: 0 };
  const cluster = testCluster({
    live: true,
    requests: ({ metadata }) => (metadata.labels?.['app'] === 'web' ? load.each : 0),
  });
  const { call, pass, cluster: engine } = cluster;
  const status = { conditions: [{ type: 'Ready', status: 'True' }] };
  engine.store.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'one' }, status });
  const deployment = (name: string, resources: object) => ({
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'main', image: 'nginx', resources, ports: [{ containerPort: 443 }] }] },
      },
    },
  });
  await call('POST', DEPLOYMENTS, deployment('web', requests ? { requests } : {}));
  if (metrics) {
    await call('POST', DEPLOYMENTS, deployment('metrics-server', {}));
    const spec = { selector: { app: 'metrics-server' }, ports: [{ port: 443 }] };
    await call('POST', '/api/v1/namespaces/default/services', { metadata: { name: 'metrics-server' }, spec });
    await call('POST', '/apis/apiregistration.k8s.io/v1/apiservices', {
      metadata: { name: 'v1beta1.metrics.k8s.io' },
      spec: { group: 'metrics.k8s.io', version: 'v1beta1', service: { name: 'metrics-server', namespace: 'default' } },
    });
  }
  await pass(60_000);
  const autoscale = (spec: object = {}) =>
    call('POST', AUTOSCALERS, {
      metadata: { name: 'web' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        minReplicas: 1,
        maxReplicas: 6,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
        ],
        ...spec,
      },
    });
  const replicas = async (): Promise<number> => (await call('GET', `${DEPLOYMENTS}/web`)).spec.replicas;
  const row = async (): Promise<string> =>
    (await call('GET', AUTOSCALERS, undefined, TABLE)).rows[0].cells.slice(1, 6).join(' | ');
  const conditions = async (): Promise<string[]> => {
    const { status: now } = await call('GET', `${AUTOSCALERS}/web`);
    return now.conditions.map((one: Record<string, string>) => `${one['type']} ${one['status']} ${one['reason']}`);
  };
  const events = async (): Promise<string[]> => {
    const { items } = await call(
      'GET',
      '/api/v1/namespaces/default/events?fieldSelector=involvedObject.kind=HorizontalPodAutoscaler',
    );
    return items.map((one: Record<string, string>) => `${one['reason']}: ${one['message']}`);
  };
  return { ...cluster, load, autoscale, replicas, row, conditions, events };
}

test('a busy deployment grows to what its load needs, and shrinks again five minutes after it is gone', async () => {
  const { load, autoscale, replicas, pass, conditions, row, events } = await loadedCluster();
  load.each = 100;
  await pass(15_000);
  await autoscale();
  expect(await row()).toBe('Deployment/web | cpu: <unknown>/50% | 1 | 6 | 0');
  await pass(16_000);
  // 150m of work and a little more on 100m requested is over three times the target.
  expect(await replicas()).toBe(4);
  expect((await events())[0]).toBe(
    'SuccessfulRescale: New size: 4; reason: cpu resource utilization (percentage of request) above target',
  );
  await pass(60_000);
  expect(await replicas()).toBe(6);
  expect(await conditions()).toEqual([
    'AbleToScale True ReadyForNewScale',
    'ScalingActive True ValidMetricFound',
    'ScalingLimited True TooManyReplicas',
  ]);
  load.each = 0;
  await pass(120_000);
  expect(await replicas()).toBe(6);
  expect(await conditions()).toContain('AbleToScale True ScaleDownStabilized');
  await pass(300_000);
  expect(await replicas()).toBe(1);
  expect((await events()).at(-1)).toBe('SuccessfulRescale: New size: 1; reason: All metrics below target');
  expect(await row()).toMatch(/^Deployment\/web \| cpu: \d%\/50% \| 1 \| 6 \| 1$/);
});

test('within a tenth of the target nothing changes', async () => {
  const { load, autoscale, replicas, pass, row } = await loadedCluster();
  load.each = 100;
  await pass(30_000);
  const usage = 155;
  await autoscale({
    metrics: [
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: usage } } },
    ],
  });
  await pass(120_000);
  expect([await replicas(), await row()]).toEqual([1, expect.stringMatching(/cpu: 15\d%\/155%/)]);
});

test('an average value is aimed at without requests', async () => {
  const { load, autoscale, replicas, pass, row } = await loadedCluster({ requests: null });
  load.each = 100;
  await pass(15_000);
  const target = { type: 'AverageValue', averageValue: '80m' };
  await autoscale({ metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }] });
  await pass(16_000);
  expect([await replicas(), await row()]).toEqual([2, expect.stringMatching(/cpu: 15\dm\/80m/)]);
});

test('without requests the use is unknown, and conditions and events say what is missing', async () => {
  const { autoscale, pass, row, conditions, events, call } = await loadedCluster({ requests: null });
  await autoscale();
  await pass(31_000);
  expect(await row()).toBe('Deployment/web | cpu: <unknown>/50% | 1 | 6 | 1');
  expect(await conditions()).toEqual([
    'AbleToScale True SucceededGetScale',
    'ScalingActive False FailedGetResourceMetric',
  ]);
  const pod = (await call('GET', '/api/v1/namespaces/default/pods?labelSelector=app=web')).items[0].metadata.name;
  const why = `failed to get cpu utilization: missing request for cpu in container main of Pod ${pod}`;
  expect(await events()).toEqual([
    `FailedGetResourceMetric: ${why}`,
    `FailedComputeMetricsReplicas: invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: ${why}`,
  ]);
});

test('without metrics-server and without its target it says so', async () => {
  const { autoscale, pass, conditions, events, call } = await loadedCluster({ metrics: false });
  await autoscale();
  await pass(16_000);
  expect((await events())[0]).toBe(
    'FailedGetResourceMetric: failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)',
  );
  await call('DELETE', `${DEPLOYMENTS}/web`);
  await pass(16_000);
  expect((await events()).at(-1)).toBe('FailedGetScale: deployments/scale.apps "web" not found');
  expect((await conditions())[0]).toBe('AbleToScale False FailedGetScale');
});

test('a size beyond its limits is brought back without any metric; at zero it is left alone', async () => {
  const { autoscale, pass, replicas, call, conditions } = await loadedCluster({ metrics: false });
  const scale = (size: number) => call('PATCH', `${DEPLOYMENTS}/web`, { spec: { replicas: size } }, MERGE);
  await autoscale({ minReplicas: 2, maxReplicas: 3 });
  await pass(16_000);
  expect(await replicas()).toBe(2);
  await scale(9);
  await pass(16_000);
  expect(await replicas()).toBe(3);
  await scale(0);
  await pass(16_000);
  expect([await replicas(), await conditions()]).toEqual([
    0,
    expect.arrayContaining(['ScalingActive False ScalingDisabled']),
  ]);
});

const history = (): ScalingHistory => ({ recommendations: [], changes: [] });

test('policies bound how fast the size changes', () => {
  const fast = { minReplicas: 1, maxReplicas: 100 };
  expect(applyScalingRules(fast, 5, 50, history(), 0)).toMatchObject({
    desired: 10,
    limited: { reason: 'ScaleUpLimit' },
  });
  const one = { type: 'Pods', value: 1, periodSeconds: 60 };
  const slow = {
    ...fast,
    behavior: { scaleUp: { policies: [one] }, scaleDown: { policies: [one], stabilizationWindowSeconds: 0 } },
  };
  const past = history();
  expect(applyScalingRules(slow, 5, 50, past, 0).desired).toBe(6);
  past.changes.push({ at: 0, by: 1 });
  expect(applyScalingRules(slow, 6, 50, past, 30_000)).toMatchObject({
    desired: 6,
    limited: { reason: 'ScaleUpLimit' },
  });
  expect(applyScalingRules(slow, 6, 50, past, 61_000).desired).toBe(7);
  expect(applyScalingRules(slow, 6, 1, history(), 0)).toMatchObject({
    desired: 5,
    limited: { reason: 'ScaleDownLimit' },
  });
  const never = { ...fast, behavior: { scaleDown: { selectPolicy: 'Disabled', stabilizationWindowSeconds: 0 } } };
  expect(applyScalingRules(never, 6, 1, history(), 0).desired).toBe(6);
});
