import { formatTimestamp } from '../timestamp.ts';
import type { ControllerContext, KubernetesObject, Store } from '../types.ts';
import { CLAIMS, VOLUMES } from './pod-claims.ts';

const BY_CONTROLLER = 'pv.kubernetes.io/bound-by-controller';

/** Writes into a claim and its volume that they belong together; does nothing where that stands there already. */
export function bindTogether(
  { store, clock }: ControllerContext,
  claim: KubernetesObject,
  volume: KubernetesObject,
): void {
  const { namespace, name } = claim.metadata;
  keepForClaim(store, claim, volume);
  setVolumePhase(store, clock.now(), volume.metadata.name, 'Bound');
  store.update(CLAIMS, namespace, name, (copy) => {
    const annotations = (copy.metadata.annotations ??= {});
    annotations['pv.kubernetes.io/bind-completed'] = 'yes';
    if (!copy['spec'].volumeName) annotations[BY_CONTROLLER] = 'yes';
    copy['spec'].volumeName = volume.metadata.name;
    if (copy['status']?.phase === 'Bound') return;
    const { accessModes, capacity } = volume['spec'];
    copy['status'] = { ...copy['status'], accessModes, capacity: { storage: capacity.storage }, phase: 'Bound' };
  });
}

/** Reserves a volume for a claim. */
export function keepForClaim(store: Store, claim: KubernetesObject, volume: KubernetesObject): void {
  store.update(VOLUMES, undefined, volume.metadata.name, (copy) => {
    if (copy['spec'].claimRef?.uid === claim.metadata.uid) return;
    if (!copy['spec'].claimRef) copy.metadata.annotations = { ...copy.metadata.annotations, [BY_CONTROLLER]: 'yes' };
    copy['spec'].claimRef = referenceTo(claim);
  });
}

/** What a volume says of its claim. */
export function referenceTo({ metadata }: KubernetesObject): object {
  const { namespace, name, resourceVersion, uid } = metadata;
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace, resourceVersion, uid };
}

export function setClaimPhase(store: Store, { metadata }: KubernetesObject, phase: 'Pending' | 'Lost'): void {
  store.update(CLAIMS, metadata.namespace, metadata.name, (copy) => {
    copy['status'] = { ...copy['status'], phase };
  });
}

export function setVolumePhase(
  store: Store,
  now: number,
  name: string,
  phase: 'Available' | 'Bound' | 'Released' | 'Failed',
  message?: string,
): void {
  store.update(VOLUMES, undefined, name, (copy) => {
    if (copy['status']?.phase === phase) return;
    copy['status'] = { lastPhaseTransitionTime: formatTimestamp(now), ...(message ? { message } : {}), phase };
  });
}
