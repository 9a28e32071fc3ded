import type { KubernetesObject, Store, StoreEvent } from '../../cluster/index.ts';

/** A store of any objects, without kinds: for the tests of this folder. */
export function fakeStore(now: () => number): Store {
  const objects = new Map<string, KubernetesObject>();
  const listeners = new Map<string, Set<(event: StoreEvent) => void>>();
  let version = 0;
  const keyOf = (resource: string, namespace: string | undefined, name: string) =>
    `${resource}|${namespace ?? ''}|${name}`;

  function publish(resource: string, event: StoreEvent): void {
    version++;
    for (const listener of [...(listeners.get(resource) ?? [])]) listener(event);
  }

  const store: Store = {
    get version() {
      return version;
    },
    get: (resource, namespace, name) => objects.get(keyOf(resource, namespace, name)),
    list: (resource, namespace) =>
      [...objects]
        .filter(([key]) => key.startsWith(namespace === undefined ? `${resource}|` : `${resource}|${namespace}|`))
        .map(([, object]) => object),
    controlledBy: (resource, uid) =>
      store.list(resource).filter(({ metadata }) => metadata.ownerReferences?.some((one) => one.uid === uid)),
    subscribe(resource, listener) {
      const all = listeners.get(resource) ?? new Set();
      listeners.set(resource, all.add(listener));
      return () => void all.delete(listener);
    },
    create(object, input) {
      const created = structuredClone(object);
      created.metadata.creationTimestamp ??= new Date(now()).toISOString().replace(/\.\d+Z$/, 'Z');
      const resource = resourceOf(object);
      objects.set(keyOf(resource, object.metadata.namespace, object.metadata.name), created);
      publish(resource, { type: 'ADDED', object: created, ...(input !== undefined && { input }) });
      return created;
    },
    update(resource, namespace, name, change, input) {
      const key = keyOf(resource, namespace, name);
      const old = objects.get(key);
      if (!old) return undefined;
      const object = structuredClone(old);
      change(object);
      objects.set(key, object);
      publish(resource, { type: 'MODIFIED', object, old, ...(input !== undefined && { input }) });
      return object;
    },
    delete(resource, namespace, name, input) {
      const key = keyOf(resource, namespace, name);
      const object = objects.get(key);
      if (!object) return undefined;
      objects.delete(key);
      publish(resource, { type: 'DELETED', object, old: object, ...(input !== undefined && { input }) });
      return object;
    },
  };
  return store;
}

function resourceOf({ kind, apiVersion }: KubernetesObject): string {
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
  return `${kind.toLowerCase()}s${group}`;
}
