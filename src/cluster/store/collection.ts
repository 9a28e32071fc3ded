import type { KubernetesObject } from '../types.ts';
import { SortedObjects } from './sorted-objects.ts';

const NONE: readonly KubernetesObject[] = [];

/** All objects of one resource, listed in the order of their etcd keys (`NAMESPACE/NAME`). */
export class Collection {
  readonly #namespaces = new Map<string, SortedObjects>();
  /** By the uid of their controller. */
  readonly #controlled = new Map<string, SortedObjects>();
  #all: readonly KubernetesObject[] | undefined;

  get(namespace: string | undefined, name: string): KubernetesObject | undefined {
    return this.#namespaces.get(namespace ?? '')?.get(name);
  }

  list(namespace?: string): readonly KubernetesObject[] {
    if (namespace !== undefined) return this.#namespaces.get(namespace)?.list() ?? NONE;
    this.#all ??= this.#listAll();
    return this.#all;
  }

  /** What an owner controls, which is all in one namespace; ordered by name. */
  controlledBy(uid: string): readonly KubernetesObject[] {
    return this.#controlled.get(uid)?.list() ?? NONE;
  }

  put(object: KubernetesObject): void {
    this.#putControlled(object);
    const namespace = object.metadata.namespace ?? '';
    let objects = this.#namespaces.get(namespace);
    if (!objects) this.#namespaces.set(namespace, (objects = new SortedObjects()));
    objects.put(object);
    this.#all = undefined;
  }

  remove(object: KubernetesObject): void {
    this.#removeControlled(object);
    const namespace = object.metadata.namespace ?? '';
    const objects = this.#namespaces.get(namespace);
    objects?.remove(object.metadata.name);
    if (objects?.size === 0) this.#namespaces.delete(namespace);
    this.#all = undefined;
  }

  #putControlled(object: KubernetesObject): void {
    const old = this.get(object.metadata.namespace, object.metadata.name);
    const uid = controllerOf(object);
    if (old && controllerOf(old) !== uid) this.#removeControlled(old);
    if (uid === undefined) return;
    let objects = this.#controlled.get(uid);
    if (!objects) this.#controlled.set(uid, (objects = new SortedObjects()));
    objects.put(object);
  }

  #removeControlled(object: KubernetesObject): void {
    const uid = controllerOf(object);
    const objects = uid === undefined ? undefined : this.#controlled.get(uid);
    objects?.remove(object.metadata.name);
    if (objects?.size === 0) this.#controlled.delete(uid!);
  }

  #listAll(): readonly KubernetesObject[] {
    if (this.#namespaces.size === 1) return this.#namespaces.values().next().value!.list();
    const keys = [...this.#namespaces.keys()].sort((left, right) => (`${left}/` < `${right}/` ? -1 : 1));
    return keys.flatMap((key) => this.#namespaces.get(key)!.list());
  }
}

function controllerOf({ metadata }: KubernetesObject): string | undefined {
  return metadata.ownerReferences?.find(({ controller }) => controller)?.uid;
}
