import { describe, expect, it } from 'vitest';
import { createRandom, VirtualClock } from '../clock/index.ts';
import { createCluster, kubernetesKinds } from '../cluster/index.ts';
import { createNetwork, networkKinds } from '../network/index.ts';
import { calicoKinds, createCalico } from './index.ts';
import { detectorPod, portScanAlert } from './lab/lab.ts';

const START = Date.UTC(2022, 10, 3, 13);
const SETS = '/apis/projectcalico.org/v3/globalnetworksets';

describe('alerts over a real cluster and a real network', () => {
  it('fires on a changed global network set', async () => {
    const lab = await startCluster();
    await lab.alert('policy.sets', {
      dataSet: 'audit',
      query: 'verb = create AND "objectRef.resource" = globalnetworksets',
      aggregateBy: ['objectRef.resource', 'objectRef.name'],
    });
    lab.run(20);
    await lab.post(
      SETS,
      { kind: 'GlobalNetworkSet', metadata: { name: 'mine' }, spec: { nets: ['198.51.100.0/24'] } },
      7,
    );
    expect(lab.explain('policy.sets').verdict).toBe('not-yet');
    lab.run(60);
    expect(lab.explain('policy.sets')).toMatchObject({
      verdict: 'fired',
      event: { inputs: [7], event: { record: { count: 1, 'objectRef.name': 'mine' } } },
    });
  });

  it('fires on a forbidden name, once for all record types', async () => {
    const lab = await startCluster();
    await lab.alert('dns.access', {
      dataSet: 'dns',
      query: 'qname = "example.com"',
      aggregateBy: ['client_namespace', 'client_name_aggr', 'qname'],
    });
    lab.run(20);
    lab.network.lookup({ from: lab.network.pod('default', 'client')!, input: 8 }, 'example.com');
    const { nextAt } = lab.explain('dns.access');
    lab.runTo(nextAt!);
    expect(lab.explain('dns.access')).toMatchObject({
      verdict: 'fired',
      event: { inputs: [8], event: { record: { client_namespace: 'default', client_name_aggr: 'client', count: 2 } } },
    });
  });

  it('fires on traffic to a labelled pod, which both ends report', async () => {
    const lab = await startCluster();
    await lab.alert('lateral', {
      dataSet: 'flows',
      query: '"dest_labels.labels" = "security=strict" AND source_namespace != "shop" AND proto = tcp',
      aggregateBy: ['source_namespace', 'source_name_aggr', 'dest_namespace', 'dest_name_aggr'],
      metric: 'sum',
      field: 'num_flows',
    });
    lab.run(20);
    lab.curl(9);
    expect(lab.explain('lateral')).toMatchObject({ verdict: 'cannot', cause: 'label-missing' });
    await lab.request('PATCH', '/api/v1/namespaces/shop/pods/web', { metadata: { labels: { security: 'strict' } } });
    expect(lab.explain('lateral')).toMatchObject({ verdict: 'cannot', cause: 'label-after-flow' });
    lab.run(12);
    lab.curl(11);
    lab.runTo(lab.explain('lateral').nextAt!);
    expect(lab.explain('lateral')).toMatchObject({
      verdict: 'fired',
      event: { inputs: [11], event: { record: { sum: 2, source_name_aggr: 'client', dest_name_aggr: 'web' } } },
    });
  });

  it('tells the status of an alert in its object', async () => {
    const lab = await startCluster();
    await lab.alert('dns.access', { dataSet: 'dns', query: 'qname = "example.com"' });
    lab.run(61);
    expect(lab.store.get('globalalerts.projectcalico.org', undefined, 'dns.access')!['status']).toMatchObject({
      active: true,
      healthy: true,
    });
  });

  it('tells in a detector alert that it is on, and finds a scan with it', async () => {
    const lab = await startCluster();
    await lab.post('/apis/projectcalico.org/v3/globalalerts', portScanAlert());
    lab.store.create(detectorPod({ CLUSTER_NAME: 'lab' }));
    lab.run(1);
    const from = lab.network.pod('default', 'client')!;
    const { ip } = lab.network.pod('shop', 'web')!;
    for (let port = 1; port <= 250; port++) lab.network.open({ from, input: 4 }, { protocol: 'tcp', ip, port }).close();
    lab.runTo(lab.explain('tigera.io.detector.port-scan').nextAt!);
    expect(lab.explain('tigera.io.detector.port-scan')).toMatchObject({
      verdict: 'fired',
      event: { inputs: [4], event: { record: { source_name_aggr: 'client', count: 250, confidence: 0.62 } } },
    });
    const alert = lab.store.get('globalalerts.projectcalico.org', undefined, 'tigera.io.detector.port-scan');
    expect(alert!['status']).toMatchObject({ active: true, healthy: true });
  });

  it('gives the same bytes for the same seed and inputs', async () => {
    const story = async (): Promise<string> => {
      const lab = await startCluster();
      await lab.alert('all', { dataSet: 'flows', query: '' });
      for (let input = 1; input <= 5; input++) {
        lab.curl(input);
        lab.run(13);
      }
      lab.run(120);
      return JSON.stringify([lab.calico.logs.all('flows'), lab.calico.events.list(), lab.explain('all')]);
    };
    expect(await story()).toBe(await story());
  });
});

/** One node, a client in `default`, a web server in `shop`, cluster DNS, both flush intervals at ten seconds. */
async function startCluster() {
  const clock = new VirtualClock(START);
  const random = createRandom(1);
  const cluster = createCluster({
    clock,
    random,
    kinds: [...kubernetesKinds, ...networkKinds, ...calicoKinds],
  });
  const { store } = cluster;
  const network = createNetwork({
    clock,
    random: random.fork('network'),
    store,
    images: [image('nginx', [{ port: 80, protocol: 'tcp', program: 'nginx' }]), image('coredns', DNS_LISTENERS)],
    outside: [{ name: 'example.com', addresses: ['203.0.113.7'], addresses6: ['2001:db8::7'] }],
  });
  const calico = createCalico({
    clock,
    random: random.fork('calico'),
    store,
    onAudit: cluster.onAudit,
    onNetworkEvent: network.onEvent,
    clusterName: 'lab',
    calicoRelease: '3.14',
    anomalyDetection: 'in-cluster',
  });

  const request = async (method: string, path: string, body: object, input?: number): Promise<void> => {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const init = { method, body: JSON.stringify(body), headers: { 'content-type': type } };
    const caller = { username: 'kubernetes-admin', groups: ['system:masters'], ...(input !== undefined && { input }) };
    const response = await cluster.handle(new Request(`http://cluster${path}`, init), caller);
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  };
  const post = (path: string, object: object, input?: number) => {
    const apiVersion = path.startsWith('/api/v1') ? 'v1' : 'projectcalico.org/v3';
    return request('POST', path, { apiVersion, ...object }, input);
  };
  const run = (seconds: number): void => runTo(clock.now() + seconds * 1000);
  const runTo = (time: number): void => {
    while (clock.step(time));
    clock.jumpTo(time);
  };
  const pod = (namespace: string, name: string, ip: string, imageName: string, labels: Record<string, string> = {}) =>
    store.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { namespace, name, labels },
      spec: { nodeName: 'node01', containers: [{ name: 'main', image: imageName }] },
      status: { phase: 'Running', podIP: ip, conditions: [{ type: 'Ready', status: 'True' }] },
    });

  store.create({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'node01' },
    spec: { podCIDR: '10.48.0.0/24' },
    status: { addresses: [{ type: 'InternalIP', address: '10.0.1.4' }] },
  });
  await post('/api/v1/namespaces', { kind: 'Namespace', metadata: { name: 'shop' } });
  const dnsPorts = [{ name: 'dns', port: 53, protocol: 'UDP' }];
  pod('kube-system', 'coredns', '10.48.0.2', 'coredns', { 'k8s-app': 'kube-dns' });
  pod('default', 'client', '10.48.0.3', 'busybox');
  pod('shop', 'web', '10.48.0.4', 'nginx', { app: 'web' });
  const metadata = { namespace: 'kube-system', name: 'kube-dns' };
  store.create({ apiVersion: 'v1', kind: 'Service', metadata, spec: { clusterIP: '10.49.0.10', ports: dnsPorts } });
  const subsets = [{ addresses: [{ ip: '10.48.0.2' }], ports: dnsPorts }];
  store.create({ apiVersion: 'v1', kind: 'Endpoints', metadata, subsets });
  const intervals = { flowLogsFlushInterval: '10s', dnsLogsFlushInterval: '10s' };
  await post('/apis/projectcalico.org/v3/felixconfigurations', {
    kind: 'FelixConfiguration',
    metadata: { name: 'default' },
    spec: intervals,
  });
  run(30);

  return {
    clock,
    store,
    network,
    calico,
    request,
    post,
    run,
    runTo,
    alert: (name: string, spec: object) =>
      post('/apis/projectcalico.org/v3/globalalerts', {
        kind: 'GlobalAlert',
        metadata: { name },
        spec: {
          description: name,
          severity: 100,
          period: '1m',
          lookback: '1m',
          metric: 'count',
          condition: 'gt',
          threshold: 0,
          ...spec,
        },
      }),
    explain: (name: string) => calico.securityEvents.explain(name, { causedByInput: true }),
    curl(input: number) {
      const target = { protocol: 'tcp' as const, ip: network.pod('shop', 'web')!.ip, port: 80 };
      const attempt = network.open({ from: network.pod('default', 'client')!, input }, target);
      expect(attempt.outcome).toBe('open');
      attempt.transfer(80, 600);
      attempt.close();
    },
  };
}

const DNS_LISTENERS = [{ port: 53, protocol: 'udp' as const, program: 'dns' }];

function image(name: string, listens: { port: number; protocol: 'tcp' | 'udp'; program: string }[]) {
  return {
    match: name,
    name,
    exists: true,
    startDelay: 1_000,
    readyDelay: 0,
    shells: [],
    tools: [],
    flavours: {},
    listens,
    load: [],
    osRelease: { id: name, name, version: '1' },
    log: [],
  };
}
