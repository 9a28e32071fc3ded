import type { KubernetesObject, ReadStore } from '../../cluster/index.ts';
import type { Endpoint } from '../types.ts';

/** The nodes of the cluster, by name and by address. */
export class HostTable {
  readonly #byName = new Map<string, Endpoint>();
  readonly #byAddress = new Map<string, Endpoint>();
  #sorted: readonly Endpoint[] | undefined;

  constructor(store: ReadStore) {
    for (const node of store.list('nodes')) this.#add(node);
    store.subscribe('nodes', ({ type, object, old }) => {
      if (type === 'MODIFIED' && old && isSameHost(object, old)) return;
      this.#remove(old ?? object);
      if (type !== 'DELETED') this.#add(object);
    });
  }

  get(name: string): Endpoint | undefined {
    return this.#byName.get(name);
  }

  at(ip: string): Endpoint | undefined {
    return this.#byAddress.get(ip);
  }

  /** By name. */
  all(): readonly Endpoint[] {
    this.#sorted ??= [...this.#byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    return this.#sorted;
  }

  #add(node: KubernetesObject): void {
    const host = hostOf(node);
    this.#byName.set(host.name, host);
    for (const ip of addressesOf(node)) this.#byAddress.set(ip, host);
    this.#sorted = undefined;
  }

  #remove(node: KubernetesObject): void {
    this.#byName.delete(node.metadata.name);
    for (const ip of addressesOf(node)) this.#byAddress.delete(ip);
    this.#sorted = undefined;
  }
}

/** A kubelet's heartbeat rewrites the node every few seconds: nothing to do then. */
function isSameHost(object: KubernetesObject, old: KubernetesObject): boolean {
  return JSON.stringify(identity(object)) === JSON.stringify(identity(old));
}

function identity(node: KubernetesObject): unknown {
  return [node.metadata.labels, node.status?.addresses];
}

function hostOf(node: KubernetesObject): Endpoint {
  const { name, labels = {} } = node.metadata;
  return {
    type: 'hep',
    namespace: '-',
    name,
    nameAggr: name,
    ip: addressesOf(node)[0] ?? '127.0.0.1',
    labels,
    node: name,
  };
}

/** Internal addresses first: they are what pods and logs see. */
export function addressesOf(node: KubernetesObject): string[] {
  const addresses: { type: string; address: string }[] = node.status?.addresses ?? [];
  const ofType = (wanted: string) => addresses.filter(({ type }) => type === wanted).map(({ address }) => address);
  return [...ofType('InternalIP'), ...ofType('ExternalIP')];
}
