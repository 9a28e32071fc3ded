import type { Clock } from '../../clock/index.ts';
import { apiVersionOf, type KindRegistry, resourceOf } from '../kind-table.ts';
import type { Kind, KubernetesObject, Store } from '../types.ts';
import { deleteGracefully } from './delete-gracefully.ts';
import { terminationConditions } from './termination-conditions.ts';

/** Empties namespaces marked for deletion, pods first, and removes them once nothing is left in them. */
export function startNamespaceTermination(store: Store, kinds: KindRegistry, clock: Clock): void {
  const terminating = new Set<string>();
  store.subscribe('namespaces', ({ type, object }) => {
    const { name, deletionTimestamp } = object.metadata;
    if (type === 'DELETED') terminating.delete(name);
    if (type !== 'MODIFIED' || !deletionTimestamp || terminating.has(name)) return;
    terminating.add(name);
    for (const { objects } of contentOf(name)) {
      for (const content of objects) deleteGracefully({ store, kinds, clock }, content);
    }
    settle(name);
  });
  kinds.each((kind) => {
    if (!kind.namespaced) return;
    store.subscribe(resourceOf(kind), ({ object }) => {
      const { namespace } = object.metadata;
      if (namespace !== undefined && terminating.has(namespace)) settle(namespace);
    });
  });
  // A server that came back, or is no longer registered, lets waiting namespaces go on.
  store.subscribe('apiservices.apiregistration.k8s.io', () => {
    for (const name of [...terminating]) settle(name);
  });

  function contentOf(namespace: string): { kind: Kind; objects: readonly KubernetesObject[] }[] {
    const all = kinds.all
      .filter((kind) => kind.namespaced)
      .map((kind) => ({ kind, objects: store.list(resourceOf(kind), namespace) }))
      .filter(({ objects }) => objects.length > 0);
    const isPods = ({ kind }: { kind: Kind }) => resourceOf(kind) === 'pods';
    return [...all.filter(isPods), ...all.filter((one) => !isPods(one))];
  }

  function settle(name: string): void {
    const namespace = store.get('namespaces', undefined, name);
    if (!namespace) return;
    const silent = [...new Set(kinds.all.filter((kind) => kind.unavailable?.()).map(apiVersionOf))];
    const content = contentOf(name);
    const others = namespace['spec']?.finalizers?.filter((finalizer: string) => finalizer !== 'kubernetes') ?? [];
    const isEmpty = content.length === 0 && silent.length === 0;
    if (isEmpty && others.length === 0 && !namespace.metadata.finalizers?.length) {
      store.delete('namespaces', undefined, name);
      return;
    }
    store.update('namespaces', undefined, name, (copy) => {
      const conditions = terminationConditions(content, silent, copy['status']?.conditions ?? [], clock.now());
      copy['status'] = { ...copy['status'], conditions };
      if (isEmpty) copy['spec'] = { ...copy['spec'], finalizers: others };
      if (isEmpty && others.length === 0) delete copy['spec'].finalizers;
    });
  }
}
