import type { Clock, Random } from '../../clock/index.ts';
import { deepCopy } from '../deep-copy.ts';
import { deepEqual } from '../deep-equal.ts';
import { type KindRegistry, resourceOf } from '../kind-table.ts';
import { alreadyExists } from '../status.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { Kind, KubernetesObject, ObjectMeta, ResourceName, Store, StoreEvent, WriteContext } from '../types.ts';
import { Collection } from './collection.ts';
import { EventHistory } from './event-history.ts';
import { drawUuid } from './uuid.ts';

const CONTROLLER = { username: 'system:kube-controller-manager', groups: ['system:masters'] };

/** Keeps all objects, numbers the writes and tells who listens. */
export class ObjectStore implements Store {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #kinds: KindRegistry;
  readonly #collections = new Map<ResourceName, Collection>();
  readonly #histories = new Map<ResourceName, EventHistory>();
  readonly #listeners = new Map<ResourceName, Set<(event: StoreEvent) => void>>();
  #pending: { resource: ResourceName; event: StoreEvent }[] = [];
  #dispatching = false;
  #version = 0;
  readonly serviceCIDR: string;

  constructor(clock: Clock, random: Random, kinds: KindRegistry, serviceCIDR: string) {
    this.serviceCIDR = serviceCIDR;
    this.#clock = clock;
    this.#random = random;
    this.#kinds = kinds;
  }

  get version(): number {
    return this.#version;
  }

  get(resource: ResourceName, namespace: string | undefined, name: string): KubernetesObject | undefined {
    return this.#collections.get(resource)?.get(namespace, name);
  }

  list(resource: ResourceName, namespace?: string): readonly KubernetesObject[] {
    return this.#collections.get(resource)?.list(namespace) ?? [];
  }

  controlledBy(resource: ResourceName, uid: string): readonly KubernetesObject[] {
    return this.#collections.get(resource)?.controlledBy(uid) ?? [];
  }

  subscribe(resource: ResourceName, listener: (event: StoreEvent) => void): () => void {
    let listeners = this.#listeners.get(resource);
    if (!listeners) this.#listeners.set(resource, (listeners = new Set()));
    const own = (event: StoreEvent) => listener(event);
    listeners.add(own);
    return () => void listeners.delete(own);
  }

  /** The resource's recent events, for watches. */
  history(resource: ResourceName): EventHistory {
    let history = this.#histories.get(resource);
    if (!history) this.#histories.set(resource, (history = new EventHistory()));
    return history;
  }

  create(object: KubernetesObject, input?: number): KubernetesObject {
    const kind = this.#kindOf(object);
    const fresh = deepCopy(object);
    this.stamp(kind, fresh);
    kind.default?.(fresh, this.#context('create'));
    kind.prepare?.(fresh, this.#context('create'));
    return this.add(kind, fresh, input);
  }

  update(
    resource: ResourceName,
    namespace: string | undefined,
    name: string,
    change: (copy: KubernetesObject) => void,
    input?: number,
  ): KubernetesObject | undefined {
    const old = this.get(resource, namespace, name);
    if (!old) return undefined;
    const copy = deepCopy(old);
    change(copy);
    return this.replace(this.#kindOf(old), old, copy, input);
  }

  delete(
    resource: ResourceName,
    namespace: string | undefined,
    name: string,
    input?: number,
  ): KubernetesObject | undefined {
    const old = this.get(resource, namespace, name);
    if (!old) return undefined;
    const object = { ...old, metadata: { ...old.metadata, resourceVersion: String(++this.#version) } };
    this.#collections.get(resource)!.remove(old);
    this.#tell(resource, { type: 'DELETED', object, old, input });
    return object;
  }

  /** Gives a new object the metadata only the server sets; `object` is changed. */
  stamp(kind: Kind, object: KubernetesObject): void {
    const metadata = object.metadata;
    if (!metadata.name && metadata.generateName) metadata.name = this.#freeName(kind, metadata);
    if (kind.storedName && metadata.name) metadata.name = kind.storedName(metadata.name);
    metadata.uid = drawUuid(this.#random);
    metadata.creationTimestamp = formatTimestamp(this.#clock.now());
    if (kind.hasGeneration ?? kind.hasStatus) metadata.generation = 1;
  }

  /** Puts a finished new object in; the store owns it from then on. */
  add(kind: Kind, object: KubernetesObject, input?: number): KubernetesObject {
    const resource = resourceOf(kind);
    let collection = this.#collections.get(resource);
    if (!collection) this.#collections.set(resource, (collection = new Collection()));
    if (collection.get(object.metadata.namespace, object.metadata.name)) {
      throw alreadyExists(kind, object.metadata.name);
    }
    object.metadata.resourceVersion = String(++this.#version);
    collection.put(object);
    this.#tell(resource, { type: 'ADDED', object, input });
    return object;
  }

  /** Puts `object` in the place of `old` unless nothing changed; the store owns it from then on. */
  replace(kind: Kind, old: KubernetesObject, object: KubernetesObject, input?: number): KubernetesObject {
    object.metadata.resourceVersion = old.metadata.resourceVersion;
    object.metadata.generation = old.metadata.generation;
    if (deepEqual(old, object)) return old;
    object.metadata.generation = nextGeneration(old, object);
    object.metadata.resourceVersion = String(++this.#version);
    const resource = resourceOf(kind);
    this.#collections.get(resource)!.put(object);
    this.#tell(resource, { type: 'MODIFIED', object, old, input });
    return object;
  }

  #freeName(kind: Kind, { generateName, namespace }: ObjectMeta): string {
    for (;;) {
      const name = generateName + this.#random.suffix(5);
      if (!this.get(resourceOf(kind), namespace, name)) return name;
    }
  }

  #context(operation: WriteContext['operation']): WriteContext {
    return { operation, store: this, caller: CONTROLLER, now: this.#clock.now() };
  }

  #kindOf(object: KubernetesObject): Kind {
    const kind = this.#kinds.byGroupVersionKind(object.apiVersion, object.kind);
    if (!kind) throw new Error(`no kind ${object.kind} in ${object.apiVersion}: is its row in ClusterOptions.kinds?`);
    return kind;
  }

  /** Listeners may write: what they cause is told after the event they are hearing, so all hear one order. */
  #tell(resource: ResourceName, event: StoreEvent): void {
    this.history(resource).add(event);
    this.#pending.push({ resource, event });
    if (this.#dispatching) return;
    this.#dispatching = true;
    try {
      // The queue grows while it is worked off.
      for (const next of this.#pending) {
        for (const listener of this.#listeners.get(next.resource) ?? []) listener(next.event);
      }
    } finally {
      this.#pending = [];
      this.#dispatching = false;
    }
  }
}

/** The generation `object` gets in the place of `old`; undefined for kinds that keep none. */
export function nextGeneration(old: KubernetesObject, object: KubernetesObject): number | undefined {
  const { generation } = old.metadata;
  return generation !== undefined && desiredStateChanged(old, object) ? generation + 1 : generation;
}

/** Generation counts changes of everything but metadata and status. */
function desiredStateChanged(old: KubernetesObject, object: KubernetesObject): boolean {
  if (old.metadata.deletionTimestamp !== object.metadata.deletionTimestamp) return true;
  for (const key of new Set([...Object.keys(old), ...Object.keys(object)])) {
    if (key !== 'metadata' && key !== 'status' && !deepEqual(old[key], object[key])) return true;
  }
  return false;
}
