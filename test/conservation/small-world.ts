import { type Calico, calicoKinds, createCalico } from '../../src/calico/index.ts';
import { createRandom, VirtualClock } from '../../src/clock/index.ts';
import { type Cluster, createCluster, kubernetesKinds } from '../../src/cluster/index.ts';
import {
  type Connection,
  createNetwork,
  type DnsRecord,
  type ImageBehaviour,
  type Network,
  networkKinds,
} from '../../src/network/index.ts';

/** A cluster, its network and its logs, with nobody in it who makes traffic but the test. */
export interface SmallWorld {
  clock: VirtualClock;
  cluster: Cluster;
  network: Network;
  calico: Calico;
  /** Everything the network told of, kept by the test itself. */
  connections: Connection[];
  questions: DnsRecord[];
  /** Lets so many milliseconds pass. */
  pass(duration: number): void;
}

export interface Aggregation {
  allowed: number;
  denied: number;
  dns: number;
}

/** `namespace/name` of the pods with their addresses; the first letter of a name is its `app`. */
export const PODS = {
  'dev/client': { ip: '10.224.0.10', node: 'node-a' },
  'dev/web-1': { ip: '10.224.0.85', node: 'node-a', generateName: 'web-' },
  'dev/web-2': { ip: '10.224.1.86', node: 'node-b', generateName: 'web-' },
  'prod/api': { ip: '10.224.1.20', node: 'node-b' },
  'kube-system/dns': { ip: '10.224.1.53', node: 'node-b' },
} as const satisfies Record<string, { ip: string; node: string; generateName?: string }>;

export type PodKey = keyof typeof PODS;

/** Where a generated connection may go: pods, a service, outside, and an address nobody has. */
export const TARGETS = [
  ...Object.values(PODS).map(({ ip }) => ip),
  '10.0.112.45',
  '203.0.113.100',
  '10.224.0.200',
] as const;

const START = Date.UTC(2022, 10, 3, 13);

export function smallWorld(
  aggregation: Aggregation,
  seed: number,
  threatFeeds: Readonly<Record<string, readonly string[]>> = {},
  retainedRows?: number,
): SmallWorld {
  const clock = new VirtualClock(START);
  const cluster = createCluster({
    clock,
    random: createRandom(seed),
    kinds: [...kubernetesKinds, ...networkKinds, ...calicoKinds],
  });
  furnish(cluster, aggregation);
  const network = createNetwork({
    clock,
    random: createRandom(seed + 1),
    store: cluster.store,
    images: IMAGES,
    outside: [
      { name: 'google.com', addresses: ['203.0.113.100'], listens: [{ port: 80, program: 'web' }] },
      { name: '*.example.com', addresses: ['203.0.113.80'] },
    ],
  });
  const calico = createCalico({
    clock,
    random: createRandom(seed + 2),
    store: cluster.store,
    onAudit: (listener) => cluster.onAudit(listener),
    onNetworkEvent: (listener) => network.onEvent(listener),
    clusterName: 'test',
    calicoRelease: '3.14',
    anomalyDetection: 'managed',
    request: (request, caller) => cluster.handle(request, caller),
    threatFeeds,
    ...(retainedRows === undefined ? {} : { retainedRows }),
  });
  const world: SmallWorld = {
    clock,
    cluster,
    network,
    calico,
    connections: [],
    questions: [],
    pass(duration) {
      const end = clock.now() + duration;
      while (clock.step(end));
      clock.jumpTo(end);
    },
  };
  network.onEvent((event) => {
    if (event.kind === 'start') world.connections.push(event.connection);
    if (event.kind === 'dns') world.questions.push(event.record);
  });
  return world;
}

function furnish({ store }: Cluster, { allowed, denied, dns }: Aggregation): void {
  const core = (kind: string, metadata: { name: string; namespace?: string }, rest: object = {}) =>
    void store.create({ apiVersion: 'v1', kind, metadata, ...rest });
  for (const [name, ip] of [
    ['node-a', '10.0.1.4'],
    ['node-b', '10.0.1.5'],
  ] as const) {
    core('Node', { name }, { spec: {}, status: { addresses: [{ type: 'InternalIP', address: ip }] } });
  }
  for (const name of ['dev', 'prod']) core('Namespace', { name });
  for (const [key, { ip, node, ...rest }] of Object.entries(PODS)) {
    const [namespace = '', name = ''] = key.split('/');
    const image = name === 'dns' ? 'coredns' : 'nginx';
    const metadata = { namespace, name, labels: { app: name.split('-')[0]!, pod: name }, ...rest };
    const conditions = [{ type: 'Ready', status: 'True' }];
    core('Pod', metadata, {
      spec: { nodeName: node, containers: [{ name: 'main', image }] },
      status: { phase: 'Running', podIP: ip, conditions },
    });
  }
  service('dev', 'web', '10.0.112.45', [{ port: 80, protocol: 'TCP' }], ['10.224.0.85', '10.224.1.86']);
  service('kube-system', 'kube-dns', '10.0.0.10', [{ port: 53, protocol: 'UDP' }], ['10.224.1.53']);
  store.create({
    apiVersion: 'projectcalico.org/v3',
    kind: 'FelixConfiguration',
    metadata: { name: 'default' },
    spec: {
      flowLogsFlushInterval: '10s',
      dnsLogsFlushInterval: '10s',
      flowLogsFileAggregationKindForAllowed: allowed,
      flowLogsFileAggregationKindForDenied: denied,
      dnsLogsFileAggregationKind: dns,
    },
  });

  function service(namespace: string, name: string, clusterIP: string, ports: object[], addresses: string[]): void {
    core('Service', { namespace, name }, { spec: { clusterIP, ports } });
    core('Endpoints', { namespace, name }, { subsets: [{ addresses: addresses.map((ip) => ({ ip })), ports }] });
  }
}

function image(match: string, listens: ImageBehaviour['listens']): ImageBehaviour {
  const osRelease = { id: 'debian', name: 'Debian', version: '12' };
  const life = { exists: true, startDelay: 0, readyDelay: 0 };
  return { ...life, match, name: match, shells: [], tools: [], flavours: {}, listens, load: [], osRelease, log: [] };
}

const IMAGES: ImageBehaviour[] = [
  image('nginx', [{ port: 80, protocol: 'tcp', program: 'nginx' }]),
  image('secure-nginx', [{ port: 443, protocol: 'tcp', program: 'nginx', tls: true }]),
  image('coredns', [{ port: 53, protocol: 'udp', program: 'coredns' }]),
];
