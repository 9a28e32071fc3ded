import { resourceOf } from '../kind-table.ts';
import type { Kind, ResourceName, Store } from '../types.ts';
import { controllerName } from './pods-of.ts';
import { keyOf, type WorkQueue } from './work-queue.ts';

export interface OwnersAndOwned {
  owners: Kind;
  owned: ResourceName;
}

/**
 * Has `sync` look at an object of `owners` as soon as it changes, and `queue` look at it once at the end of a moment in
 * which something it controls has changed.
 */
export function watchOwners(
  store: Store,
  { owners, owned }: OwnersAndOwned,
  queue: WorkQueue,
  sync: (namespace: string, name: string) => void,
): void {
  store.subscribe(resourceOf(owners), ({ type, object }) => {
    if (type !== 'DELETED') sync(object.metadata.namespace!, object.metadata.name);
  });
  store.subscribe(owned, ({ object }) => {
    const owner = controllerName(object, owners);
    if (owner) queue.add(keyOf(object.metadata.namespace, owner));
  });
}
