import { createRandom, VirtualClock } from '../../clock/index.ts';
import type { AuditEvent, KubernetesObject, Store } from '../../cluster/index.ts';
import type { Connection, DnsRecord, Endpoint, NetworkEvent, Verdict } from '../../network/index.ts';
import { type Calico, type CalicoOptions, createCalico } from '../calico.ts';
import { fakeStore } from './fake-store.ts';

/** 2022-11-03T13:00:00Z, the start of a five-minute bucket. */
export const START = Date.UTC(2022, 10, 3, 13);

export const ALLOW: Verdict = {
  action: 'allow',
  hits: [{ index: 0, tier: '__PROFILE__', name: '__PROFILE__.kns.default', action: 'allow', rule: 0 }],
};
export const DENY: Verdict = {
  action: 'deny',
  hits: [
    { index: 0, tier: 'platform', name: 'platform.allow-kube-dns', action: 'pass', rule: 1 },
    { index: 1, tier: 'default', name: 'default.default-deny', action: 'deny', rule: -1 },
  ],
};

export interface ConnectOptions {
  at?: number;
  port?: number;
  protocol?: Connection['protocol'];
  egress?: Verdict;
  ingress?: Verdict;
  input?: number;
  service?: Connection['service'];
  /** Stays open until `end` is called. */
  open?: boolean;
}

/** A Calico over a virtual clock, fed by hand: the tests of this folder make their own traffic. */
export interface Lab {
  clock: VirtualClock;
  store: Store;
  calico: Calico;
  /** Lets time run to START plus `seconds`. */
  runTo(seconds: number): void;
  flushEvery(duration: string, more?: Record<string, unknown>): void;
  connect(source: Endpoint, destination: Endpoint, options?: ConnectOptions): Connection;
  traffic(connection: Connection, bytesOut: number, bytesIn: number): void;
  end(connection: Connection): void;
  ask(client: Endpoint, qname: string, options?: Partial<DnsRecord>): void;
  audit(verb: string, resource: string, name: string, input?: number): void;
  /** Opens one refused connection per port, spread evenly over `seconds` from now on. */
  scan(source: Endpoint, destination: Endpoint, ports: number, seconds: number, input?: number): void;
}

export function startLab(options: Partial<CalicoOptions> = {}, start = START): Lab {
  const clock = new VirtualClock(start);
  const store = fakeStore(() => clock.now());
  const network = stream<NetworkEvent>();
  const audits = stream<AuditEvent>();
  const calico = createCalico({
    clock,
    random: createRandom(1),
    store,
    onAudit: audits.subscribe,
    onNetworkEvent: network.subscribe,
    clusterName: 'lab-cluster',
    calicoRelease: '3.14',
    anomalyDetection: 'in-cluster',
    ...options,
  });
  let connections = 0;

  const lab: Lab = {
    clock,
    store,
    calico,
    runTo(seconds) {
      const target = START + seconds * 1000;
      while (clock.step(target));
      clock.jumpTo(target);
    },
    flushEvery(duration, more = {}) {
      const spec = { flowLogsFlushInterval: duration, dnsLogsFlushInterval: duration, ...more };
      const existing = store.get('felixconfigurations.projectcalico.org', undefined, 'default');
      if (existing) {
        store.update('felixconfigurations.projectcalico.org', undefined, 'default', (copy) => {
          copy['spec'] = spec;
        });
      } else store.create(calicoObject('FelixConfiguration', 'default', spec));
    },
    connect(source, destination, connectOptions = {}) {
      const { egress = ALLOW, ingress = ALLOW, protocol = 'tcp', port = 8080 } = connectOptions;
      const denied = egress.action === 'deny';
      const connection: Connection = {
        id: ++connections,
        protocol,
        source,
        destination,
        sourcePort: protocol === 'icmp' ? 0 : 30_000 + connections,
        destinationPort: protocol === 'icmp' ? 0 : port,
        startedAt: clock.now(),
        ...(isJudged(source) && { egress }),
        ...(isJudged(destination) && !denied && { ingress }),
        ...(connectOptions.service && { service: connectOptions.service }),
        ...(connectOptions.input !== undefined && { input: connectOptions.input }),
        bytesOut: 0,
        bytesIn: 0,
        packetsOut: 0,
        packetsIn: 0,
      };
      network.publish({ kind: 'start', connection });
      if (!connectOptions.open) lab.end(connection);
      return connection;
    },
    traffic(connection, bytesOut, bytesIn) {
      connection.bytesOut += bytesOut;
      connection.bytesIn += bytesIn;
      connection.packetsOut++;
      connection.packetsIn++;
      network.publish({ kind: 'traffic', connection, bytesOut, bytesIn, packetsOut: 1, packetsIn: 1 });
    },
    end(connection) {
      connection.endedAt = clock.now();
      network.publish({ kind: 'end', connection });
    },
    ask(client, qname, more = {}) {
      const record: DnsRecord = {
        at: clock.now(),
        client,
        server: pod('kube-system', 'coredns', { 'k8s-app': 'kube-dns' }, '10.0.0.53'),
        qname,
        qtype: 'A',
        rcode: 'NoError',
        answers: [{ name: qname, type: 'A', ttl: 30, data: '203.0.113.100' }],
        latency: 2,
        ...more,
      };
      network.publish({ kind: 'dns', record });
    },
    audit(verb, resource, name, input) {
      const event = {
        kind: 'Event',
        apiVersion: 'audit.k8s.io/v1',
        level: 'RequestResponse',
        stage: 'ResponseComplete',
        verb,
        user: { username: 'kubernetes-admin', groups: ['system:masters'] },
        objectRef: { resource, name, apiGroup: 'projectcalico.org', apiVersion: 'v3' },
        responseStatus: { code: verb === 'create' ? 201 : 200 },
        requestReceivedTimestamp: new Date(clock.now()).toISOString(),
      };
      audits.publish({ log: 'ee', at: clock.now(), event, ...(input !== undefined && { input }) });
    },
    scan(source, destination, ports, seconds, input) {
      for (let port = 1; port <= ports; port++) {
        const after = Math.round(((port - 1) * seconds * 1000) / Math.max(1, ports - 1));
        clock.after(after, () => {
          lab.connect(source, destination, { port, egress: DENY, ...(input !== undefined && { input }) });
        });
      }
    },
  };
  return lab;
}

function isJudged({ type }: Endpoint): boolean {
  return type === 'wep' || type === 'hep';
}

/** A pod's endpoint; an aggregated name ending in `*` when the name has a generated suffix (`web-7c-abcde`). */
export function pod(namespace: string, name: string, labels: Record<string, string> = {}, ip = '10.0.0.7'): Endpoint {
  const nameAggr = /-\w+-\w{5}$/.test(name) ? name.replace(/\w{5}$/, '*') : name;
  return { type: 'wep', namespace, name, nameAggr, ip, labels, node: 'node01' };
}

export const OUTSIDE: Endpoint = {
  type: 'net',
  namespace: '-',
  name: '-',
  nameAggr: 'pub',
  ip: '203.0.113.100',
  labels: {},
};

export function calicoObject(kind: string, name: string, spec: unknown): KubernetesObject {
  return { apiVersion: 'projectcalico.org/v3', kind, metadata: { name }, spec };
}

/** The GlobalAlert that switches the port scan detector on. */
export function portScanAlert(more: Record<string, unknown> = {}): KubernetesObject {
  return calicoObject('GlobalAlert', 'tigera.io.detector.port-scan', {
    type: 'AnomalyDetection',
    description: 'Port scans',
    detector: { name: 'port_scan' },
    period: '5m0s',
    severity: 100,
    ...more,
  });
}

/** A detector pod; Ready unless told otherwise. */
export function detectorPod(env: Record<string, string> = {}, ready = true): KubernetesObject {
  const variables = {
    CLUSTER_NAME: 'lab-cluster',
    AD_search_interval_minutes: '5',
    AD_port_scan_threshold: '200',
    AD_ip_sweep_threshold: '32',
    ...env,
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'ad-jobs-deployment-5d8f-x2k4q', namespace: 'tigera-intrusion-detection', uid: 'ad-1' },
    spec: {
      containers: [
        {
          name: 'ad-jobs',
          image: 'quay.io/tigera/anomaly_detection_jobs:v3.12.0',
          env: Object.entries(variables).map(([name, value]) => ({ name, value })),
          readinessProbe: { initialDelaySeconds: 40 },
        },
      ],
    },
    status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  };
}

function stream<T>(): { publish(event: T): void; subscribe(listener: (event: T) => void): () => void } {
  const listeners = new Set<(event: T) => void>();
  return {
    publish: (event) => {
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
