import type { KubernetesObject } from '../types.ts';

/**
 * Objects of one namespace by name. A list once handed out is never changed again: the next write copies it first.
 * New names are only sorted in when a list is asked for, so that many creations in a row stay cheap.
 */
export class SortedObjects {
  readonly #byName = new Map<string, KubernetesObject>();
  #sorted: KubernetesObject[] = [];
  #added: string[] = [];
  #removed = false;
  #handedOut = false;

  get size(): number {
    return this.#byName.size;
  }

  get(name: string): KubernetesObject | undefined {
    return this.#byName.get(name);
  }

  list(): readonly KubernetesObject[] {
    if (this.#added.length > 0 || this.#removed) this.#sortIn();
    this.#handedOut = true;
    return this.#sorted;
  }

  put(object: KubernetesObject): void {
    const { name } = object.metadata;
    if (!this.#byName.has(name)) this.#added.push(name);
    this.#byName.set(name, object);
    if (this.#added.length > 0 || this.#removed) return;
    if (this.#handedOut) this.#sorted = this.#sorted.slice();
    this.#handedOut = false;
    this.#sorted[this.#position(name)] = object;
  }

  remove(name: string): void {
    if (this.#byName.delete(name)) this.#removed = true;
  }

  #sortIn(): void {
    const added = this.#added.filter((name) => this.#byName.has(name)).sort((left, right) => (left < right ? -1 : 1));
    const merged: KubernetesObject[] = [];
    let next = 0;
    const takeAddedBefore = (limit: string | undefined) => {
      for (; next < added.length && (limit === undefined || added[next]! <= limit); next++) {
        // A name that went and came again is among the known and the added.
        if (added[next] !== limit && added[next] !== added[next - 1]) merged.push(this.#byName.get(added[next]!)!);
      }
    };
    for (const { metadata } of this.#sorted) {
      takeAddedBefore(metadata.name);
      const object = this.#byName.get(metadata.name);
      if (object) merged.push(object);
    }
    takeAddedBefore(undefined);
    this.#sorted = merged;
    this.#added = [];
    this.#removed = false;
  }

  #position(name: string): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#sorted[middle]!.metadata.name < name) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
