import type { JsonObject } from '../json-object.ts';
import { apiVersionOf } from '../kind-table.ts';
import type { Kind, KubernetesObject, OwnerReference, Store } from '../types.ts';

/** The reference that makes `owner` the controller of what carries it. */
export function controllerReference(owner: KubernetesObject): OwnerReference {
  const { apiVersion, kind, metadata } = owner;
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid!, controller: true, blockOwnerDeletion: true };
}

/** The controller of an object, if it is of the given kind. */
export function controllerName(object: KubernetesObject, kind: Kind): string | undefined {
  const owner = object.metadata.ownerReferences?.find((reference) => reference.controller);
  return owner?.kind === kind.kind && owner.apiVersion === apiVersionOf(kind) ? owner.name : undefined;
}

/** What `owner` controls among the objects of a resource. */
export function controlledBy(store: Store, resource: string, owner: KubernetesObject): KubernetesObject[] {
  return [...store.controlledBy(resource, owner.metadata.uid!)];
}

export function isActive(pod: KubernetesObject): boolean {
  const phase = pod['status']?.phase;
  return !pod.metadata.deletionTimestamp && phase !== 'Succeeded' && phase !== 'Failed';
}

export function isReady(pod: KubernetesObject): boolean {
  return readyCondition(pod)?.['status'] === 'True';
}

export function readyCondition(pod: KubernetesObject): JsonObject | undefined {
  return pod['status']?.conditions?.find((one: JsonObject) => one['type'] === 'Ready');
}

/** Whether the pod has been ready for `seconds`. */
export function isAvailable(pod: KubernetesObject, seconds: number, now: number): boolean {
  if (!isReady(pod)) return false;
  return seconds === 0 || now - Date.parse(readyCondition(pod)!['lastTransitionTime']) >= seconds * 1_000;
}

/** A new pod from `owner`'s template, not yet stored. */
export function podFromTemplate(owner: KubernetesObject, template: JsonObject, name?: string): KubernetesObject {
  const { labels, annotations, finalizers } = template['metadata'] ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(name === undefined ? { generateName: `${owner.metadata.name}-` } : { name }),
      namespace: owner.metadata.namespace,
      ...(labels ? { labels } : {}),
      ...(annotations ? { annotations } : {}),
      ...(finalizers ? { finalizers } : {}),
      ownerReferences: [controllerReference(owner)],
    } as KubernetesObject['metadata'],
    spec: template['spec'],
  };
}
