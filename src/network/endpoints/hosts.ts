import type { KubernetesObject, ReadStore } from '../../cluster/index.ts';
import type { Endpoint } from '../types.ts';

/** The nodes of the cluster, by name and by address. */
export class HostTable {
  readonly #store: ReadStore;
  readonly #byName = new Map<string, Endpoint>();
  readonly #byAddress = new Map<string, Endpoint>();

  constructor(store: ReadStore) {
    this.#store = store;
    this.#rebuild();
    store.subscribe('nodes', ({ type, object, old }) => {
      if (type !== 'MODIFIED' || !sameHost(object, old)) this.#rebuild();
    });
  }

  get(name: string): Endpoint | undefined {
    return this.#byName.get(name);
  }

  at(ip: string): Endpoint | undefined {
    return this.#byAddress.get(ip);
  }

  all(): readonly Endpoint[] {
    return [...this.#byName.values()];
  }

  #rebuild(): void {
    this.#byName.clear();
    this.#byAddress.clear();
    for (const node of this.#store.list('nodes')) {
      const host = hostOf(node);
      this.#byName.set(host.name, host);
      for (const ip of addressesOf(node)) this.#byAddress.set(ip, host);
    }
  }
}

/** A kubelet's heartbeat rewrites the node every few seconds: nothing to rebuild then. */
function sameHost(object: KubernetesObject, old: KubernetesObject | undefined): boolean {
  return old !== undefined && JSON.stringify(identity(object)) === JSON.stringify(identity(old));
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
function addressesOf(node: KubernetesObject): string[] {
  const addresses: { type: string; address: string }[] = node.status?.addresses ?? [];
  const ofType = (wanted: string) => addresses.filter(({ type }) => type === wanted).map(({ address }) => address);
  return [...ofType('InternalIP'), ...ofType('ExternalIP')];
}
