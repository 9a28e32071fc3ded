import type { KubernetesObject, ReadStore, StoreEvent } from '../../cluster/index.ts';
import type { Protocol } from '../types.ts';

export interface ServicePort {
  readonly name: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly nodePort?: number;
}

/** A Service as clients reach it. */
export interface Service {
  readonly namespace: string;
  readonly name: string;
  readonly type: string;
  /** Absent for headless and ExternalName services. */
  readonly clusterIP?: string;
  readonly externalName?: string;
  readonly headless: boolean;
  readonly ports: readonly ServicePort[];
  /** Load balancer addresses and externalIPs. */
  readonly externalIPs: readonly string[];
  /** Milliseconds of silence for which a client stays with the endpoint it got; absent: each connection may get another. */
  readonly affinity?: number;
  readonly publishNotReady: boolean;
  /** True: traffic from outside stays on the node it came to, and keeps its source address. */
  readonly keepsOutsideLocal: boolean;
  /** True: the cluster address leads to endpoints on the client's own node alone. */
  readonly keepsInsideLocal: boolean;
}

/** One pod (or other address) behind a service's port. */
export interface Backend {
  readonly ip: string;
  readonly port: number;
  readonly hostname?: string;
}

/** The services of the store, by name, by address and by node port. */
export class ServiceTable {
  readonly #store: ReadStore;
  readonly #byName = new Map<string, Service>();
  readonly #byAddress = new Map<string, Service>();
  readonly #byNodePort = new Map<string, { service: Service; port: ServicePort }>();
  /** Pod address to the services that have it as an endpoint, for PTR. */
  #servicesOf: Map<string, { service: Service; hostname?: string }[]> | undefined;

  /** By the subsets of an Endpoints object, as long as it is the same. */
  readonly #backends = new WeakMap<readonly Subset[], Map<string, readonly Backend[]>>();

  constructor(store: ReadStore) {
    this.#store = store;
    for (const object of store.list('services')) this.#put(object);
    store.subscribe('services', (event) => this.#change(event));
    store.subscribe('endpoints', () => void (this.#servicesOf = undefined));
  }

  get(namespace: string, name: string): Service | undefined {
    return this.#byName.get(`${namespace}/${name}`);
  }

  /** By cluster, load balancer or external address. */
  at(ip: string): Service | undefined {
    return this.#byAddress.get(ip);
  }

  atNodePort(protocol: Protocol, port: number): { service: Service; port: ServicePort } | undefined {
    return this.#byNodePort.get(`${protocol}/${port}`);
  }

  /** Ready endpoints of one port (by its name), in the order of the Endpoints object. */
  backends(service: Service, portName: string): readonly Backend[] {
    const subsets = subsetsOf(this.#store, service);
    let known = this.#backends.get(subsets);
    if (!known) this.#backends.set(subsets, (known = new Map()));
    const key = service.publishNotReady ? `${portName} unready` : portName;
    let backends = known.get(key);
    if (!backends) known.set(key, (backends = backendsIn(subsets, service, portName)));
    return backends;
  }

  /** Addresses of all endpoints in use, once each. */
  addresses(service: Service): readonly { ip: string; hostname?: string }[] {
    const all = subsetsOf(this.#store, service).flatMap((subset) => addressesOf(subset, service));
    return [...new Map(all.map((address) => [address.ip, address])).values()];
  }

  /** Ports as the Endpoints object lists them; what a policy rule naming the service matches. */
  endpointPorts(namespace: string, name: string): readonly { ip: string; port: number; protocol: Protocol }[] {
    const service = this.get(namespace, name);
    if (!service) return [];
    return subsetsOf(this.#store, service).flatMap((subset) =>
      addressesOf(subset, service).flatMap(({ ip }) =>
        (subset.ports ?? []).map(({ port, protocol = 'TCP' }) => ({
          ip,
          port,
          protocol: protocol.toLowerCase() as Protocol,
        })),
      ),
    );
  }

  /** Services with this pod address among their endpoints, ordered by namespace and name. */
  servicesOf(ip: string): readonly { service: Service; hostname?: string }[] {
    this.#servicesOf ??= this.#reverse();
    return this.#servicesOf.get(ip) ?? [];
  }

  #reverse(): Map<string, { service: Service; hostname?: string }[]> {
    const found = new Map<string, { service: Service; hostname?: string }[]>();
    for (const { metadata } of this.#store.list('endpoints')) {
      const service = this.get(metadata.namespace ?? 'default', metadata.name);
      if (!service) continue;
      for (const { ip, hostname } of this.addresses(service)) {
        const list = found.get(ip) ?? [];
        list.push({ service, ...(hostname ? { hostname } : {}) });
        found.set(ip, list);
      }
    }
    return found;
  }

  #change({ type, object, old }: StoreEvent): void {
    this.#remove(old ?? object);
    if (type !== 'DELETED') this.#put(object);
  }

  #put(object: KubernetesObject): void {
    const service = serviceOf(object);
    this.#byName.set(`${service.namespace}/${service.name}`, service);
    for (const ip of addressesIn(service)) this.#byAddress.set(ip, service);
    for (const port of service.ports) {
      if (port.nodePort) this.#byNodePort.set(`${port.protocol}/${port.nodePort}`, { service, port });
    }
    this.#servicesOf = undefined;
  }

  #remove(object: KubernetesObject): void {
    const service = this.get(object.metadata.namespace ?? 'default', object.metadata.name);
    if (!service) return;
    this.#byName.delete(`${service.namespace}/${service.name}`);
    for (const ip of addressesIn(service)) this.#byAddress.delete(ip);
    for (const { protocol, nodePort } of service.ports) this.#byNodePort.delete(`${protocol}/${nodePort}`);
    this.#servicesOf = undefined;
  }
}

interface Subset {
  addresses?: { ip: string; hostname?: string }[];
  notReadyAddresses?: { ip: string; hostname?: string }[];
  ports?: { name?: string; port: number; protocol?: string }[];
}

const NO_SUBSETS: Subset[] = [];

function backendsIn(subsets: readonly Subset[], service: Service, portName: string): readonly Backend[] {
  return subsets.flatMap((subset) => {
    const ports = (subset.ports ?? []).filter(({ name = '' }) => name === portName);
    return addressesOf(subset, service).flatMap(({ ip, hostname }) =>
      ports.map(({ port }) => ({ ip, port, ...(hostname ? { hostname } : {}) })),
    );
  });
}

function subsetsOf(store: ReadStore, { namespace, name }: Service): Subset[] {
  return store.get('endpoints', namespace, name)?.subsets ?? NO_SUBSETS;
}

function addressesOf(subset: Subset, { publishNotReady }: Service): { ip: string; hostname?: string }[] {
  const ready = subset.addresses ?? [];
  return publishNotReady ? [...ready, ...(subset.notReadyAddresses ?? [])] : ready;
}

function addressesIn({ clusterIP, externalIPs }: Service): string[] {
  return clusterIP === undefined ? [...externalIPs] : [clusterIP, ...externalIPs];
}

interface ServiceSpecPort {
  name?: string;
  port: number;
  protocol?: string;
  nodePort?: number;
}

/** Seconds: what Kubernetes takes when `timeoutSeconds` is left out. */
const THREE_HOURS = 10_800;

function serviceOf({ metadata, spec = {}, status }: KubernetesObject): Service {
  const ports: ServiceSpecPort[] = spec.ports ?? [];
  const ingress: { ip?: string }[] = status?.loadBalancer?.ingress ?? [];
  const hasAddress = spec.clusterIP && spec.clusterIP !== 'None';
  return {
    namespace: metadata.namespace ?? 'default',
    name: metadata.name,
    type: spec.type ?? 'ClusterIP',
    ...(hasAddress ? { clusterIP: spec.clusterIP } : {}),
    ...(spec.type === 'ExternalName' ? { externalName: spec.externalName } : {}),
    headless: spec.clusterIP === 'None',
    ports: ports.map(({ name = '', port, protocol = 'TCP', nodePort }) => ({
      name,
      port,
      protocol: protocol.toLowerCase() as Protocol,
      ...(nodePort ? { nodePort } : {}),
    })),
    externalIPs: [...(spec.externalIPs ?? []), ...ingress.flatMap(({ ip }) => ip ?? [])],
    ...(spec.sessionAffinity === 'ClientIP'
      ? { affinity: 1000 * (spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? THREE_HOURS) }
      : {}),
    keepsInsideLocal: spec.internalTrafficPolicy === 'Local',
    keepsOutsideLocal: spec.externalTrafficPolicy === 'Local',
    publishNotReady: spec.publishNotReadyAddresses === true,
  };
}
