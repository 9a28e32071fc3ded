import type { Clock } from '../../clock/index.ts';
import { resourceOf } from '../kind-table.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { KindTable, KubernetesObject, Store } from '../types.ts';

export interface Deleting {
  store: Store;
  kinds: KindTable;
  clock: Clock;
}

/** Deletes as a controller's DELETE call would: finalizers are waited for, pods that run are given their time. */
export function deleteGracefully({ store, kinds, clock }: Deleting, object: KubernetesObject): void {
  const kind = kinds.byGroupVersionKind(object.apiVersion, object.kind);
  if (!kind) return;
  const { namespace, name, finalizers, deletionTimestamp } = object.metadata;
  const grace = graceOf(object);
  if (grace === 0 && !finalizers?.length) {
    store.delete(resourceOf(kind), namespace, name);
    return;
  }
  if (deletionTimestamp) return;
  store.update(resourceOf(kind), namespace, name, (copy) => {
    copy.metadata.deletionGracePeriodSeconds = grace;
    copy.metadata.deletionTimestamp = formatTimestamp(clock.now() + grace * 1_000);
  });
}

/** Seconds a running pod has to end by itself; 0 for everything else. */
function graceOf(object: KubernetesObject): number {
  if (object.kind !== 'Pod' || object.apiVersion !== 'v1' || !object['spec'].nodeName) return 0;
  const phase = object['status']?.phase;
  if (phase === 'Succeeded' || phase === 'Failed') return 0;
  return object['spec'].terminationGracePeriodSeconds ?? 30;
}
