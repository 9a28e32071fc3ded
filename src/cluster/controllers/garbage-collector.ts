import type { Clock } from '../../clock/index.ts';
import { type KindRegistry, resourceOf } from '../kind-table.ts';
import type { KubernetesObject, ResourceName, Store } from '../types.ts';
import { deleteGracefully } from './delete-gracefully.ts';

interface Place {
  resource: ResourceName;
  namespace: string | undefined;
  name: string;
}

/** Deletes what depends on deleted owners, at once; honours the foreground and orphan finalizers. */
export function startGarbageCollector(store: Store, kinds: KindRegistry, clock: Clock): void {
  const deleting = { store, kinds, clock };
  const dependents = new Map<string, Map<string, Place>>();
  kinds.each((kind) => {
    const resource = resourceOf(kind);
    store.subscribe(resource, ({ type, object, old }) => {
      for (const owner of old?.metadata.ownerReferences ?? []) dependents.get(owner.uid)?.delete(object.metadata.uid!);
      if (type !== 'DELETED') remember(object, resource);
      else dropDependents(object, object.metadata.uid!);
      if (type === 'MODIFIED' && object.metadata.deletionTimestamp) finishDeletion(object, resource);
    });
  });

  function remember(object: KubernetesObject, resource: ResourceName): void {
    const { namespace, name, uid } = object.metadata;
    for (const owner of object.metadata.ownerReferences ?? []) {
      let places = dependents.get(owner.uid);
      if (!places) dependents.set(owner.uid, (places = new Map()));
      places.set(uid!, { resource, namespace, name });
    }
  }

  function dependentsOf(uid: string): KubernetesObject[] {
    const places = [...(dependents.get(uid)?.values() ?? [])];
    return places.flatMap(({ resource, namespace, name }) => store.get(resource, namespace, name) ?? []);
  }

  /** The owner is gone: what has no other owner left goes too. */
  function dropDependents(owner: KubernetesObject, uid: string): void {
    for (const dependent of dependentsOf(uid)) {
      if (dependent.metadata.ownerReferences?.length === 1) deleteGracefully(deleting, dependent);
      else releaseFrom(dependent, uid);
    }
    dependents.delete(uid);
    settleOwners(owner);
  }

  function releaseFrom(dependent: KubernetesObject, uid: string): void {
    const resource = resourceOf(kinds.byGroupVersionKind(dependent.apiVersion, dependent.kind)!);
    store.update(resource, dependent.metadata.namespace, dependent.metadata.name, (copy) => {
      const left = copy.metadata.ownerReferences?.filter((owner) => owner.uid !== uid) ?? [];
      if (left.length > 0) copy.metadata.ownerReferences = left;
      else delete copy.metadata.ownerReferences;
    });
  }

  function finishDeletion(object: KubernetesObject, resource: ResourceName): void {
    const { finalizers = [], uid } = object.metadata;
    if (finalizers.includes('orphan')) {
      for (const dependent of dependentsOf(uid!)) releaseFrom(dependent, uid!);
      dropFinalizer(object, resource, 'orphan');
    } else if (finalizers.includes('foregroundDeletion')) {
      const blocking = dependentsOf(uid!);
      for (const dependent of blocking) {
        if (!dependent.metadata.deletionTimestamp) deleteGracefully(deleting, dependent);
      }
      if (dependentsOf(uid!).length === 0) dropFinalizer(object, resource, 'foregroundDeletion');
    }
  }

  /** A dependent went: an owner that waits for it in the foreground may be able to go. */
  function settleOwners(dependent: KubernetesObject): void {
    for (const { apiVersion, kind, name } of dependent.metadata.ownerReferences ?? []) {
      const row = kinds.byGroupVersionKind(apiVersion, kind);
      const owner = row && store.get(resourceOf(row), row.namespaced ? dependent.metadata.namespace : undefined, name);
      if (owner?.metadata.deletionTimestamp) finishDeletion(owner, resourceOf(row!));
    }
  }

  function dropFinalizer(object: KubernetesObject, resource: ResourceName, finalizer: string): void {
    const { namespace, name } = object.metadata;
    const left = (store.get(resource, namespace, name)?.metadata.finalizers ?? []).filter((one) => one !== finalizer);
    if (left.length === 0) {
      store.delete(resource, namespace, name);
      return;
    }
    store.update(resource, namespace, name, (copy) => {
      copy.metadata.finalizers = left;
    });
  }
}
