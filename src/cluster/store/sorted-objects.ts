import type { KubernetesObject } from '../types.ts';

/** Objects of one namespace by name. A list once handed out is never changed again: the next write copies it first. */
export class SortedObjects {
  readonly #byName = new Map<string, KubernetesObject>();
  #sorted: KubernetesObject[] = [];
  #handedOut = false;

  get size(): number {
    return this.#sorted.length;
  }

  get(name: string): KubernetesObject | undefined {
    return this.#byName.get(name);
  }

  list(): readonly KubernetesObject[] {
    this.#handedOut = true;
    return this.#sorted;
  }

  put(object: KubernetesObject): void {
    const { name } = object.metadata;
    const known = this.#byName.has(name);
    this.#byName.set(name, object);
    this.#own();
    this.#sorted.splice(this.#position(name), known ? 1 : 0, object);
  }

  remove(name: string): void {
    if (!this.#byName.delete(name)) return;
    this.#own();
    this.#sorted.splice(this.#position(name), 1);
  }

  #own(): void {
    if (this.#handedOut) this.#sorted = this.#sorted.slice();
    this.#handedOut = false;
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
