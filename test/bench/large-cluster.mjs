// A cluster of 1,000 nodes and 10,000 pods: how long it takes to start and how much memory it needs; what a table of
// all pods costs beside plain JSON of the same bytes; how long 10,000 creates through the API take.
import { calicoKinds, createCalico } from '../../src/calico/index.ts';
import { createRandom, VirtualClock } from '../../src/clock/index.ts';
import { createCluster, kubernetesControllers, kubernetesKinds } from '../../src/cluster/index.ts';
import { createNetwork, networkKinds } from '../../src/network/index.ts';
import { bareNodeProcessor, best, processorTime, report } from './measure.mjs';

const NODES = 1_000;
const PODS = 10_000;
const yardstick = bareNodeProcessor();

const began = processorTime();
const world = start(kubernetesControllers());
for (let index = 0; index < NODES; index++) addNode(world.cluster, index);
const pods = [];
for (let index = 0; index < 100; index++) pods.push(deployment(index));
for (const body of pods) await call(world.cluster, 'POST', '/apis/apps/v1/namespaces/default/deployments', body);
const limit = world.clock.now() + 300_000;
let steps = 0;
while (world.clock.step(limit)) {
  if (++steps % 2_000 > 0) continue;
  await new Promise((resolve) => setImmediate(resolve));
  if (running(world.cluster) === PODS) break;
}
report({
  what: `${NODES} nodes and ${running(world.cluster)} running pods, by 100 deployments`,
  value: processorTime() - began,
  yardstick,
  gate: 5_000,
  goal: 3_000,
});
globalThis.gc?.();
report({ what: 'its memory', value: process.memoryUsage().rss / 2 ** 20, unit: 'MB', gate: 800, goal: 600 });

const table = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
const text = await (await call(world.cluster, 'GET', '/api/v1/pods?includeObject=Metadata', undefined, table)).text();
const parsed = JSON.parse(text);
const plain = await best(7, () => JSON.stringify(parsed));
const served = await best(7, async () => (await call(world.cluster, 'GET', '/api/v1/pods', undefined, table)).text());
report({
  what: `table of ${parsed.rows.length} pods beside JSON.stringify of the same ${(text.length / 2 ** 20).toFixed(1)} MB`,
  value: served / plain,
  unit: 'x',
  gate: 3,
  goal: 2,
  note: `${served.toFixed(0)} ms beside ${plain.toFixed(0)} ms`,
});

const creates = await best(3, async () => {
  const { cluster } = start([]);
  for (let index = 0; index < PODS; index++) {
    await call(cluster, 'POST', '/api/v1/namespaces/default/pods', pod(index));
  }
});
report({ what: `${PODS} creates of pods through the handler`, value: creates, yardstick, gate: 2_000, goal: 1_000 });

function start(controllers) {
  const clock = new VirtualClock(Date.UTC(2026, 0, 10, 12));
  const random = createRandom(1);
  const cluster = createCluster({
    clock,
    random: random.fork('cluster'),
    kinds: [...kubernetesKinds, ...networkKinds, ...calicoKinds],
    controllers,
    image: () => ({ exists: true, startDelay: 1_000, readyDelay: 500 }),
  });
  const network = createNetwork({
    clock,
    random: random.fork('network'),
    store: cluster.store,
    images: [image('pause')],
    outside: [],
  });
  createCalico({
    clock,
    random: random.fork('calico'),
    store: cluster.store,
    onAudit: (listener) => cluster.onAudit(listener),
    onNetworkEvent: (listener) => network.onEvent(listener),
    clusterName: 'large',
    calicoRelease: '3.14',
    anomalyDetection: 'managed',
  });
  return { clock, cluster };
}

function addNode({ store }, index) {
  const name = `node-${String(index).padStart(4, '0')}`;
  const capacity = { cpu: '8', memory: '32Gi', pods: '110' };
  store.create({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name } },
    spec: { podCIDR: `10.${100 + (index >> 8)}.${index & 255}.0/24` },
    status: {
      addresses: [{ type: 'InternalIP', address: `10.0.${index >> 8}.${index & 255}` }],
      conditions: [{ type: 'Ready', status: 'True' }],
      capacity,
      allocatable: capacity,
    },
  });
}

function deployment(index) {
  const labels = { app: `app-${index}` };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `app-${index}`, namespace: 'default' },
    spec: {
      replicas: PODS / 100,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'pause' }] } },
    },
  };
}

function pod(index) {
  const metadata = { name: `pod-${index}`, namespace: 'default', labels: { app: `app-${index % 100}` } };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [{ name: 'main', image: 'pause' }] } };
}

function image(match) {
  const osRelease = { id: 'none', name: 'none', version: '1' };
  const life = { exists: true, startDelay: 1_000, readyDelay: 500 };
  return {
    ...life,
    match,
    name: match,
    shells: [],
    tools: [],
    flavours: {},
    listens: [],
    load: [],
    osRelease,
    log: [],
  };
}

function call(cluster, method, path, body, accept = 'application/json') {
  const headers = { accept, 'content-type': 'application/json' };
  return cluster.handle(
    new Request(`http://cluster${path}`, { method, headers, body: body ? JSON.stringify(body) : null }),
  );
}

function running({ store }) {
  let count = 0;
  for (const { status } of store.list('pods')) if (status?.phase === 'Running') count++;
  return count;
}
