import type { KubernetesObject, ReadStore, StoreEvent } from '../../cluster/index.ts';
import { parseAddress } from '../addresses/address.ts';
import { addressScope } from '../addresses/address-scope.ts';
import type { Endpoint } from '../types.ts';
import { podLabels } from './effective-labels.ts';
import { HostEndpointTable } from './host-endpoints.ts';
import { HostPortTable } from './host-ports.ts';
import { HostTable } from './hosts.ts';
import { NetworkSetTable } from './network-sets.ts';
import { PodBlocks } from './pod-blocks.ts';
import { type Workload, workloadOf } from './workload.ts';

/** Who is who: pods, hosts and network sets by name and by address, kept up to date from the store. */
export class EndpointTable {
  readonly hosts: HostTable;
  readonly hostEndpoints: HostEndpointTable;
  readonly networkSets: NetworkSetTable;
  readonly podBlocks: PodBlocks;
  readonly hostPorts = new HostPortTable();
  readonly #store: ReadStore;
  readonly #byName = new Map<string, Workload>();
  readonly #byAddress = new Map<string, Workload>();
  readonly #listeners = new Set<(change: WorkloadChange) => void>();

  constructor(store: ReadStore) {
    this.#store = store;
    this.hosts = new HostTable(store);
    this.hostEndpoints = new HostEndpointTable(store);
    this.networkSets = new NetworkSetTable(store);
    this.podBlocks = new PodBlocks(store);
    for (const pod of store.list('pods')) this.#put(pod);
    store.subscribe('pods', (event) => this.#podChanged(event));
    store.subscribe('namespaces', (event) => this.#namespaceChanged(event));
    store.subscribe('serviceaccounts', (event) => this.#relabel(event, event.object.metadata.namespace));
  }

  workload(namespace: string, name: string): Workload | undefined {
    return this.#byName.get(`${namespace}/${name}`);
  }

  workloadAt(ip: string): Workload | undefined {
    return this.#byAddress.get(ip);
  }

  workloads(): IterableIterator<Workload> {
    return this.#byName.values();
  }

  /** Calls `listener` after a pod's workload appeared, changed or went. */
  onWorkload(listener: (change: WorkloadChange) => void): void {
    this.#listeners.add(listener);
  }

  /** The endpoint an address belongs to, as a flow log names it (calico.md 4.1). */
  identify(ip: string): Endpoint {
    const workload = this.#byAddress.get(ip);
    if (workload) return workload.endpoint;
    const address = parseAddress(ip);
    const set = address === undefined ? undefined : this.networkSets.containing(address)[0];
    if (!set) return { type: 'net', namespace: '-', name: '-', nameAggr: addressScope(ip), ip, labels: {} };
    const { namespace = '-', name, ownLabels } = set;
    return { type: 'ns', namespace, name, nameAggr: name, ip, labels: ownLabels };
  }

  #podChanged({ type, object, old }: StoreEvent): void {
    const key = `${object.metadata.namespace}/${object.metadata.name}`;
    if (type === 'DELETED') this.#remove(key);
    else if (old && this.#byName.get(key)?.pod === old && looksTheSame(object, old)) this.#refreshPod(key, object);
    else this.#put(object);
  }

  /** Keeps the label set (and what policy remembers about it) of a pod whose status alone moved. */
  #refreshPod(key: string, pod: KubernetesObject): void {
    const before = this.#byName.get(key)!;
    const workload = workloadOf(pod, before.labels);
    if (workload) this.#keep(key, workload);
    else this.#remove(key);
  }

  #put(pod: KubernetesObject): void {
    const { namespace = 'default', name } = pod.metadata;
    const home = this.#store.get('namespaces', undefined, namespace);
    const account = this.#store.get('serviceaccounts', namespace, pod.spec?.serviceAccountName ?? 'default');
    const workload = workloadOf(pod, podLabels(pod, home, account));
    if (workload) this.#keep(`${namespace}/${name}`, workload);
    else this.#remove(`${namespace}/${name}`);
  }

  #keep(key: string, workload: Workload): void {
    const before = this.#byName.get(key);
    if (before && before.endpoint.ip !== workload.endpoint.ip) this.#byAddress.delete(before.endpoint.ip);
    this.#byName.set(key, workload);
    this.#byAddress.set(workload.endpoint.ip, workload);
    this.#tell({ key, workload, old: before });
  }

  #remove(key: string): void {
    const before = this.#byName.get(key);
    if (!before) return;
    this.#byName.delete(key);
    // A new pod may have taken the address already.
    if (this.#byAddress.get(before.endpoint.ip) === before) this.#byAddress.delete(before.endpoint.ip);
    this.#tell({ key, workload: undefined, old: before });
  }

  #namespaceChanged(event: StoreEvent): void {
    this.#relabel(event, event.object.metadata.name);
    this.networkSets.relabel(event.object.metadata.name);
  }

  #relabel({ object, old }: StoreEvent, namespace: string | undefined): void {
    if (old && sameLabels(object, old)) return;
    for (const pod of this.#store.list('pods', namespace)) this.#put(pod);
  }

  #tell(change: WorkloadChange): void {
    this.hostPorts.change(change);
    for (const listener of this.#listeners) listener(change);
  }
}

/** `key` is `namespace/name`; no workload: it is gone; no old one: it is new. */
export interface WorkloadChange {
  key: string;
  workload: Workload | undefined;
  old: Workload | undefined;
}

function looksTheSame(object: KubernetesObject, old: KubernetesObject): boolean {
  return sameLabels(object, old) && object.spec?.serviceAccountName === old.spec?.serviceAccountName;
}

function sameLabels(object: KubernetesObject, old: KubernetesObject): boolean {
  return JSON.stringify(object.metadata.labels) === JSON.stringify(old.metadata.labels);
}
