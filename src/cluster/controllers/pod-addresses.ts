import type { KubernetesObject } from '../types.ts';

/** Gives pods the lowest free address of their node's range and takes it back. */
export class PodAddresses {
  readonly #owners = new Map<string, string>();
  /** For each range, below which index all addresses are taken. */
  readonly #full = new Map<string, number>();

  /** The pod's address; undefined when its node has no range or the range is full. */
  take(pod: KubernetesObject, node: KubernetesObject): string | undefined {
    const range: string | undefined = node['spec'].podCIDR;
    const [base, bits] = range?.split('/') ?? [];
    if (range === undefined || base === undefined || bits === undefined) return undefined;
    const size = 2 ** (32 - Number(bits));
    // The first address is the network's own, the second the node's end of the bridge.
    for (let index = this.#full.get(range) ?? 2; index < size - 1; index++) {
      const address = addressAt(base, index);
      if (this.#owners.has(address)) continue;
      this.#owners.set(address, pod.metadata.uid!);
      this.#full.set(range, index + 1);
      return address;
    }
    return undefined;
  }

  /** Hears of an address a pod has, also of one it was given by hand. */
  note(pod: KubernetesObject): void {
    const address: string | undefined = pod['status']?.podIP;
    if (address && !pod['spec'].hostNetwork) this.#owners.set(address, pod.metadata.uid!);
  }

  release(pod: KubernetesObject): void {
    const address: string | undefined = pod['status']?.podIP;
    if (!address || this.#owners.get(address) !== pod.metadata.uid) return;
    this.#owners.delete(address);
    for (const [range, full] of this.#full) {
      const index = numberOf(address) - numberOf(range.slice(0, range.indexOf('/')));
      if (index >= 2 && index < full) this.#full.set(range, index);
    }
  }
}

function addressAt(base: string, index: number): string {
  const value = numberOf(base) + index;
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

function numberOf(address: string): number {
  return address.split('.').reduce((value, part) => value * 256 + Number(part), 0);
}
