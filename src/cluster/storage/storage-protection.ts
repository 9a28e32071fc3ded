import type { Controller, ControllerContext, KubernetesObject } from '../types.ts';
import { CLAIMS, claimNames, VOLUMES } from './pod-claims.ts';

export const CLAIM_PROTECTION = 'kubernetes.io/pvc-protection';
export const VOLUME_PROTECTION = 'kubernetes.io/pv-protection';

/** Lets go of deleted claims once no pod uses them, and of deleted volumes once no claim does. */
export function storageProtection(): Controller {
  return { start: startStorageProtection };
}

function startStorageProtection({ store }: ControllerContext): void {
  store.subscribe(CLAIMS, ({ type, object }) => {
    if (type !== 'DELETED') settleClaim(object);
  });
  store.subscribe('pods', ({ type, object }) => {
    if (type !== 'DELETED') return;
    for (const name of claimNames(object)) {
      const claim = store.get(CLAIMS, object.metadata.namespace, name);
      if (claim) settleClaim(claim);
    }
  });
  store.subscribe(VOLUMES, ({ type, object }) => {
    if (type !== 'DELETED') settleVolume(object);
  });

  function settleClaim({ metadata }: KubernetesObject): void {
    const { namespace, name, deletionTimestamp } = metadata;
    if (!deletionTimestamp) return;
    const used = store.list('pods', namespace).some((pod) => pod['spec'].nodeName && claimNames(pod).includes(name));
    if (!used) release(CLAIMS, namespace, name, CLAIM_PROTECTION);
  }

  function settleVolume({ metadata, status }: KubernetesObject): void {
    if (!metadata.deletionTimestamp || status?.phase === 'Bound') return;
    release(VOLUMES, undefined, metadata.name, VOLUME_PROTECTION);
  }

  function release(resource: string, namespace: string | undefined, name: string, finalizer: string): void {
    const finalizers = store.get(resource, namespace, name)?.metadata.finalizers;
    if (!finalizers?.includes(finalizer)) return;
    const left = finalizers.filter((one) => one !== finalizer);
    if (left.length === 0) {
      store.delete(resource, namespace, name);
      return;
    }
    store.update(resource, namespace, name, (copy) => {
      copy.metadata.finalizers = left;
    });
  }
}
