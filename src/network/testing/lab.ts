import { createRandom, VirtualClock } from '../../clock/index.ts';
import type { KubernetesObject } from '../../cluster/index.ts';
import { createNetwork } from '../create-network.ts';
import type { DnsRecord, Endpoint, ImageBehaviour, Network, NetworkEvent, Origin, OutsideName } from '../types.ts';
import { MemoryStore } from './memory-store.ts';

export interface PodOptions {
  namespace?: string;
  ip: string;
  labels?: Record<string, string>;
  node?: string;
  image?: string;
  ports?: { name?: string; containerPort: number; protocol?: string }[];
  env?: { name: string; value: string }[];
  serviceAccount?: string;
  generateName?: string;
  ready?: boolean;
  hostname?: string;
}

export interface ServiceOptions {
  namespace?: string;
  clusterIP?: string;
  type?: string;
  ports?: { name?: string; port: number; protocol?: string; nodePort?: number }[];
  /** Endpoint addresses; a port's target is its own number unless `targetPort` says otherwise. */
  endpoints?: { ip: string; hostname?: string }[];
  notReady?: string[];
  targetPort?: number;
  externalName?: string;
  loadBalancer?: string;
}

export const START = Date.UTC(2022, 10, 3, 13, 0, 0);

const DNS_PORTS = [
  { name: 'dns', port: 53, protocol: 'UDP' },
  { name: 'dns-tcp', port: 53, protocol: 'TCP' },
];

/** A small cluster for tests: two nodes, namespaces dev and prod, cluster DNS; add pods, services and policies. */
export class Lab {
  readonly store = new MemoryStore();
  readonly clock = new VirtualClock(START);
  readonly events: NetworkEvent[] = [];
  readonly network: Network;

  constructor(options: { images?: ImageBehaviour[]; outside?: OutsideName[]; before?(lab: Lab): void } = {}) {
    this.node('node-a', '10.0.1.4', '10.224.0.0/24');
    this.node('node-b', '10.0.1.5', '10.224.1.0/24');
    for (const name of ['default', 'dev', 'prod', 'kube-system']) this.namespace(name);
    this.pod('coredns-1', {
      namespace: 'kube-system',
      ip: '10.224.0.53',
      labels: { 'k8s-app': 'kube-dns' },
      image: 'coredns',
    });
    this.service('kube-dns', {
      namespace: 'kube-system',
      clusterIP: '10.0.0.10',
      ports: DNS_PORTS,
      endpoints: [{ ip: '10.224.0.53' }],
    });
    options.before?.(this);
    this.network = createNetwork({
      clock: this.clock,
      random: createRandom('lab'),
      store: this.store,
      images: options.images ?? IMAGES,
      outside: options.outside ?? OUTSIDE,
    });
    this.network.onEvent((event) => this.events.push(event));
  }

  node(name: string, ip: string, podCIDR: string): void {
    const status = { addresses: [{ type: 'InternalIP', address: ip }] };
    this.put('nodes', 'v1', 'Node', { name }, { spec: { podCIDR }, status });
  }

  namespace(name: string, labels: Record<string, string> = {}): void {
    this.put('namespaces', 'v1', 'Namespace', { name, labels: { 'kubernetes.io/metadata.name': name, ...labels } });
  }

  pod(name: string, options: PodOptions): void {
    const { namespace = 'dev', ip, labels = {}, node = 'node-a', ready = true } = options;
    const metadata = {
      namespace,
      name,
      labels,
      ...(options.generateName ? { generateName: options.generateName } : {}),
    };
    const container = {
      name: 'main',
      image: options.image ?? 'busybox',
      ports: options.ports ?? [],
      env: options.env ?? [],
    };
    const spec = {
      nodeName: node,
      containers: [container],
      serviceAccountName: options.serviceAccount ?? 'default',
      ...(options.hostname ? { hostname: options.hostname } : {}),
    };
    const conditions = [{ type: 'Ready', status: ready ? 'True' : 'False' }];
    this.put('pods', 'v1', 'Pod', metadata, { spec, status: { phase: 'Running', podIP: ip, conditions } });
  }

  service(name: string, options: ServiceOptions): void {
    const { namespace = 'dev', ports = [{ port: 80 }], endpoints = [], notReady = [] } = options;
    const metadata = { namespace, name };
    this.put('services', 'v1', 'Service', metadata, {
      spec: {
        type: options.type ?? 'ClusterIP',
        clusterIP: options.clusterIP,
        ports,
        ...(options.externalName ? { externalName: options.externalName } : {}),
      },
      status: options.loadBalancer ? { loadBalancer: { ingress: [{ ip: options.loadBalancer }] } } : {},
    });
    const subset = {
      addresses: endpoints,
      notReadyAddresses: notReady.map((ip) => ({ ip })),
      ports: ports.map(({ port, ...rest }) => ({ ...rest, port: options.targetPort ?? port })),
    };
    this.put('endpoints', 'v1', 'Endpoints', metadata, { subsets: [subset] });
  }

  /** Puts a projectcalico.org/v3 object, or a Kubernetes NetworkPolicy. */
  apply(
    kind: string,
    name: string,
    spec: object,
    where: { namespace?: string; labels?: Record<string, string> } = {},
  ): void {
    const isKubernetes = kind === 'KubernetesNetworkPolicy';
    const resource = isKubernetes ? 'networkpolicies.networking.k8s.io' : `${plural(kind)}.projectcalico.org`;
    const apiVersion = isKubernetes ? 'networking.k8s.io/v1' : 'projectcalico.org/v3';
    this.put(resource, apiVersion, isKubernetes ? 'NetworkPolicy' : kind, { name, ...where }, { spec });
  }

  put(
    resource: string,
    apiVersion: string,
    kind: string,
    metadata: KubernetesObject['metadata'],
    rest: object = {},
  ): void {
    this.store.put(resource, { apiVersion, kind, metadata, ...rest });
  }

  from(name: string, namespace = 'dev', input?: number): Origin {
    return { from: this.endpoint(name, namespace), ...(input === undefined ? {} : { input }) };
  }

  endpoint(name: string, namespace = 'dev'): Endpoint {
    return this.network.pod(namespace, name)!;
  }

  open(from: string, ip: string, port: number, protocol: 'tcp' | 'udp' | 'icmp' = 'tcp') {
    return this.network.open(this.from(from), { protocol, ip, port });
  }

  dnsRecords(): DnsRecord[] {
    return this.events.flatMap((event) => (event.kind === 'dns' ? [event.record] : []));
  }
}

function plural(kind: string): string {
  return kind.toLowerCase().replace(/y$/, 'ie') + 's';
}

const IMAGE: ImageBehaviour = {
  match: '',
  name: '',
  exists: true,
  startDelay: 0,
  readyDelay: 0,
  shells: [],
  tools: [],
  flavours: {},
  listens: [],
  load: [],
  osRelease: { id: 'debian', name: 'Debian', version: '12' },
  log: [],
};

export function image(match: ImageBehaviour['match'], rest: Partial<ImageBehaviour>): ImageBehaviour {
  return { ...IMAGE, match, name: [match].flat()[0]!, ...rest };
}

const IMAGES: ImageBehaviour[] = [
  image('coredns', {
    listens: [
      { port: 53, protocol: 'udp', program: 'coredns' },
      { port: 53, protocol: 'tcp', program: 'coredns' },
    ],
  }),
  image('nginx', { listens: [{ port: 80, protocol: 'tcp', program: 'nginx' }] }),
  image('*/frontend', { listens: [{ port: 8080, protocol: 'tcp', program: 'frontend', portFrom: 'PORT' }] }),
  image('redis', { listens: [{ port: 6379, protocol: 'tcp', program: 'redis' }] }),
  image('busybox', {}),
];

const OUTSIDE: OutsideName[] = [
  {
    name: 'google.com',
    addresses: ['142.250.74.46'],
    addresses6: ['2a00:1450::e'],
    listens: [{ port: 80, program: 'www-redirect' }],
    rtt: 10,
  },
  { name: 'example.com', addresses: ['93.184.216.34'], listens: [{ port: 80, program: 'website' }] },
  { name: '*.example.com', addresses: [], cname: 'example.com' },
  { name: 'broken.test', addresses: [], rcode: 'ServFail' },
  { name: 'refused.test', addresses: [], rcode: 'Refused' },
  { name: 'slow.test', addresses: [], silent: true },
  { name: 'resolver.test', addresses: ['8.8.8.8'], listens: [{ port: 53, program: 'dns' }] },
  { name: 'github.com', addresses: ['140.82.121.4'], ping: false },
];
