import type { JsonObject } from '../json-object.ts';
import type { KubernetesObject, ReadStore } from '../types.ts';
import { isReachable, matchVolume } from './match-volume.ts';
import { classOfClaim, NO_PROVISIONER, waitsForConsumer } from './storage-class.ts';

export const CLAIMS = 'persistentvolumeclaims';
export const VOLUMES = 'persistentvolumes';

/** The names of the claims a pod's volumes are, those made for it alone included. */
export function claimNames(pod: KubernetesObject): string[] {
  return ((pod['spec'].volumes ?? []) as JsonObject[]).flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
    if (persistentVolumeClaim) return [persistentVolumeClaim.claimName];
    return ephemeral ? [`${pod.metadata.name}-${name}`] : [];
  });
}

export function isBound(claim: KubernetesObject): boolean {
  return Boolean(claim['spec'].volumeName) && claim['status']?.phase === 'Bound';
}

/** What keeps a pod from every node because of its claims, in the scheduler's words; undefined: nothing does. */
export function claimsObstacle(pod: KubernetesObject, store: ReadStore): string | undefined {
  const { namespace } = pod.metadata;
  let unbound = false;
  for (const name of claimNames(pod)) {
    const claim = store.get(CLAIMS, namespace, name);
    if (!claim) return missingClaim(pod, name);
    if (claim['status']?.phase === 'Lost') {
      return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${claim['spec'].volumeName}"`;
    }
    if (claim.metadata.deletionTimestamp) return `persistentvolumeclaim "${name}" is being deleted`;
    unbound ||= !isBound(claim) && !waitsForConsumer(claim, store);
  }
  return unbound ? 'pod has unbound immediate PersistentVolumeClaims' : undefined;
}

function missingClaim(pod: KubernetesObject, name: string): string {
  const own = pod['spec'].volumes.some(
    (one: JsonObject) => one['ephemeral'] && name === `${pod.metadata.name}-${one['name']}`,
  );
  return own
    ? `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`
    : `persistentvolumeclaim "${name}" not found`;
}

/** The claims of a pod whose volumes are chosen with its node. */
export function claimsToPlace(pod: KubernetesObject, store: ReadStore): KubernetesObject[] {
  const claims = claimNames(pod).flatMap((name) => store.get(CLAIMS, pod.metadata.namespace, name) ?? []);
  return claims.filter((claim) => !isBound(claim));
}

/** Why a pod's claims cannot be had on a node; undefined: they can. */
export function placementObstacle(pod: KubernetesObject, node: KubernetesObject, store: ReadStore): string | undefined {
  for (const name of claimNames(pod)) {
    const claim = store.get(CLAIMS, pod.metadata.namespace, name)!;
    const volume = claim['spec'].volumeName && store.get(VOLUMES, undefined, claim['spec'].volumeName);
    if (volume && !isReachable(volume, node)) return 'node(s) had volume node affinity conflict';
    if (isBound(claim) || matchVolume(claim, store.list(VOLUMES), { node })) continue;
    if (classOfClaim(claim, store)?.['provisioner'] === NO_PROVISIONER) {
      return "node(s) didn't find available persistent volumes to bind";
    }
  }
  return undefined;
}
