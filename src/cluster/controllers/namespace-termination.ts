import type { Clock } from '../../clock/index.ts';
import { type KindRegistry, resourceOf } from '../kind-table.ts';
import type { KubernetesObject, Store } from '../types.ts';
import { deleteGracefully } from './delete-gracefully.ts';

/** Empties namespaces marked for deletion and removes them once nothing is left in them. */
export function startNamespaceTermination(store: Store, kinds: KindRegistry, clock: Clock): void {
  const terminating = new Set<string>();
  store.subscribe('namespaces', ({ type, object }) => {
    const { name, deletionTimestamp } = object.metadata;
    if (type === 'DELETED') terminating.delete(name);
    if (type !== 'MODIFIED' || !deletionTimestamp || terminating.has(name)) return;
    terminating.add(name);
    for (const content of contentOf(name)) deleteGracefully({ store, kinds, clock }, content);
    settle(name);
  });
  kinds.each((kind) => {
    if (!kind.namespaced) return;
    store.subscribe(resourceOf(kind), ({ type, object }) => {
      const { namespace } = object.metadata;
      if (type === 'DELETED' && namespace !== undefined && terminating.has(namespace)) settle(namespace);
    });
  });

  function contentOf(namespace: string): KubernetesObject[] {
    return kinds.all.filter((kind) => kind.namespaced).flatMap((kind) => [...store.list(resourceOf(kind), namespace)]);
  }

  function settle(name: string): void {
    const namespace = store.get('namespaces', undefined, name);
    if (!namespace || contentOf(name).length > 0) return;
    const others = namespace['spec']?.finalizers?.filter((finalizer: string) => finalizer !== 'kubernetes') ?? [];
    if (others.length === 0 && !namespace.metadata.finalizers?.length) store.delete('namespaces', undefined, name);
  }
}
