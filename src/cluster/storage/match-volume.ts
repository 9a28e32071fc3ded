import { fitsNodeSelector } from '../controllers/fits-node.ts';
import type { JsonObject } from '../json-object.ts';
import { bytesOf } from '../quantity.ts';
import { matchLabelSelector } from '../selector/label-selector.ts';
import type { KubernetesObject } from '../types.ts';

/** Whether a volume is kept for a claim, by its uid or (made by hand) by its name alone. */
export function isKeptFor(volume: KubernetesObject, claim: KubernetesObject): boolean {
  const kept: JsonObject | undefined = volume['spec'].claimRef;
  if (kept?.['name'] !== claim.metadata.name || kept?.['namespace'] !== claim.metadata.namespace) return false;
  return !kept['uid'] || kept['uid'] === claim.metadata.uid;
}

/**
 * The volume for a claim: one that is kept for it, else the smallest free one that fits. Without `free` only the former
 * counts; with `node` it must be usable there.
 */
export function matchVolume(
  claim: KubernetesObject,
  volumes: readonly KubernetesObject[],
  { free = true, node }: { free?: boolean; node?: KubernetesObject } = {},
): KubernetesObject | undefined {
  const usable = volumes.filter((volume) => !volume.metadata.deletionTimestamp);
  const kept = usable.find((volume) => isKeptFor(volume, claim));
  if (kept && !mismatch(claim, kept)) return kept;
  if (!free) return undefined;
  const wanted = matchLabelSelector(claim['spec'].selector ?? {});
  return usable
    .filter((volume) => !volume['spec'].claimRef && volume['status']?.phase !== 'Released')
    .filter((volume) => !mismatch(claim, volume) && wanted(volume.metadata.labels ?? {}))
    .filter((volume) => !node || isReachable(volume, node))
    .reduce<KubernetesObject | undefined>((best, one) => (best && sizeOf(best) <= sizeOf(one) ? best : one), undefined);
}

/** Why a volume cannot be a claim's, in the controller's words; undefined: it can. */
export function mismatch({ spec }: KubernetesObject, volume: KubernetesObject): string | undefined {
  const offered: JsonObject = volume['spec'];
  if (sizeOf(volume) < (bytesOf(spec.resources?.requests?.storage) ?? 0)) return 'requested PV is too small';
  if ((offered['storageClassName'] ?? '') !== (spec.storageClassName ?? '')) return 'storageClassName does not match';
  if ((offered['volumeMode'] ?? 'Filesystem') !== (spec.volumeMode ?? 'Filesystem')) return 'incompatible volumeMode';
  const modes: string[] = offered['accessModes'] ?? [];
  if (!spec.accessModes?.every((mode: string) => modes.includes(mode))) return 'incompatible accessMode';
  return undefined;
}

/** Whether a node may use a volume. */
export function isReachable(volume: KubernetesObject, node: KubernetesObject): boolean {
  const terms: JsonObject[] | undefined = volume['spec'].nodeAffinity?.required?.nodeSelectorTerms;
  return !terms || fitsNodeSelector(terms, node);
}

function sizeOf(volume: KubernetesObject): number {
  return bytesOf(volume['spec'].capacity?.storage) ?? 0;
}
