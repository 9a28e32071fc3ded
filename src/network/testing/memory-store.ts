import type { KubernetesObject, ReadStore, StoreEvent } from '../../cluster/index.ts';

/** A store for tests of the network alone: no API, no admission, just objects and their subscribers. */
export class MemoryStore implements ReadStore {
  version = 0;
  readonly #objects = new Map<string, Map<string, KubernetesObject>>();
  readonly #listeners = new Map<string, Set<(event: StoreEvent) => void>>();

  get(resource: string, namespace: string | undefined, name: string): KubernetesObject | undefined {
    return this.#objects.get(resource)?.get(keyOf(namespace, name));
  }

  list(resource: string, namespace?: string): readonly KubernetesObject[] {
    const all = [...(this.#objects.get(resource) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
    return namespace === undefined ? all : all.filter(({ metadata }) => metadata.namespace === namespace);
  }

  subscribe(resource: string, listener: (event: StoreEvent) => void): () => void {
    const listeners = this.#listeners.get(resource) ?? new Set();
    this.#listeners.set(resource, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  /** Creates or replaces. */
  put(resource: string, object: KubernetesObject): void {
    const objects = this.#objects.get(resource) ?? new Map<string, KubernetesObject>();
    this.#objects.set(resource, objects);
    const key = keyOf(object.metadata.namespace, object.metadata.name);
    const old = objects.get(key);
    objects.set(key, object);
    this.#tell(resource, old ? { type: 'MODIFIED', object, old } : { type: 'ADDED', object });
  }

  delete(resource: string, namespace: string | undefined, name: string): void {
    const object = this.get(resource, namespace, name);
    if (!object) return;
    this.#objects.get(resource)!.delete(keyOf(namespace, name));
    this.#tell(resource, { type: 'DELETED', object });
  }

  #tell(resource: string, event: StoreEvent): void {
    this.version++;
    for (const listener of this.#listeners.get(resource) ?? []) listener(event);
  }
}

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}
