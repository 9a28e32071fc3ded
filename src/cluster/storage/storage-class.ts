import type { KubernetesObject, ReadStore } from '../types.ts';

export const STORAGE_CLASSES = 'storageclasses.storage.k8s.io';
export const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

const DEFAULT_MARKS = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];

export function isDefaultClass({ metadata }: KubernetesObject): boolean {
  return DEFAULT_MARKS.some((mark) => metadata.annotations?.[mark] === 'true');
}

/** The class of claims that name none: of several defaults the youngest, then the first by name. */
export function defaultStorageClass(store: ReadStore): KubernetesObject | undefined {
  const age = ({ metadata }: KubernetesObject) => metadata.creationTimestamp ?? '';
  return store
    .list(STORAGE_CLASSES)
    .filter(isDefaultClass)
    .reduce<KubernetesObject | undefined>((best, one) => (best && age(best) >= age(one) ? best : one), undefined);
}

/** The class a claim names; undefined when it names none, or one that is not there. */
export function classOfClaim(claim: KubernetesObject, store: ReadStore): KubernetesObject | undefined {
  const name = claim['spec'].storageClassName;
  return name ? store.get(STORAGE_CLASSES, undefined, name) : undefined;
}

/** Whether a claim's volume is chosen when the scheduler has chosen a node for its first pod. */
export function waitsForConsumer(claim: KubernetesObject, store: ReadStore): boolean {
  return classOfClaim(claim, store)?.['volumeBindingMode'] === 'WaitForFirstConsumer';
}
