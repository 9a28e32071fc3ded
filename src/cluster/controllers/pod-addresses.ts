import type { KubernetesObject, ReadStore } from '../types.ts';

/** Gives pods the lowest free address of their node's range and takes it back. */
export class PodAddresses {
  readonly #store: ReadStore;
  readonly #used = new Map<string, Set<number>>();
  readonly #byPod = new Map<string, { range: string; index: number }>();

  constructor(store: ReadStore) {
    this.#store = store;
  }

  /** The pod's address; undefined when its node has no range or the range is full. */
  take(pod: KubernetesObject, node: KubernetesObject): string | undefined {
    const range: string | undefined = node['spec'].podCIDR;
    const [base, bits] = range?.split('/') ?? [];
    if (range === undefined || base === undefined || bits === undefined) return undefined;
    const known = this.#byPod.get(pod.metadata.uid!);
    if (known) return addressAt(base, known.index);
    const used = this.#usedIn(range);
    const size = 2 ** (32 - Number(bits));
    // The first address is the network's own, the second the node's end of the bridge.
    for (let index = 2; index < size - 1; index++) {
      if (used.has(index)) continue;
      used.add(index);
      this.#byPod.set(pod.metadata.uid!, { range, index });
      return addressAt(base, index);
    }
    return undefined;
  }

  release(pod: KubernetesObject): void {
    const known = this.#byPod.get(pod.metadata.uid!);
    if (!known) return;
    this.#usedIn(known.range).delete(known.index);
    this.#byPod.delete(pod.metadata.uid!);
  }

  /** Addresses pods were given by hand count as used. */
  #usedIn(range: string): Set<number> {
    let used = this.#used.get(range);
    if (used) return used;
    const base = numberOf(range.split('/')[0]!);
    used = new Set(
      this.#store.list('pods').flatMap((pod) => (pod['status']?.podIP ? numberOf(pod['status'].podIP) - base : [])),
    );
    this.#used.set(range, used);
    return used;
  }
}

function addressAt(base: string, index: number): string {
  const value = numberOf(base) + index;
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

function numberOf(address: string): number {
  return address.split('.').reduce((value, part) => value * 256 + Number(part), 0);
}
