import type { JsonObject } from '../json-object.ts';
import { statefulSetKind } from '../kinds/apps.ts';
import type { Controller, ControllerContext, KubernetesObject } from '../types.ts';
import { deleteGracefully } from './delete-gracefully.ts';
import { EventRecorder } from './event-recorder.ts';
import { controlledBy, isActive, isReady, podFromTemplate } from './pods-of.ts';
import { templateHash } from './template-hash.ts';
import { watchOwners } from './watch-owners.ts';
import { splitKey, WorkQueue } from './work-queue.ts';

const RESOURCE = 'statefulsets.apps';
const HASH = 'controller-revision-hash';

/** Keeps the numbered pods of each StatefulSet: up in order, down and updated in reverse. */
export function statefulSetController(): Controller {
  return { start: (context) => new StatefulSetController(context).start() };
}

class StatefulSetController {
  readonly #context: ControllerContext;
  readonly #events: EventRecorder;
  readonly #queue: WorkQueue;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#events = new EventRecorder(context, 'statefulset-controller');
    this.#queue = new WorkQueue(context.clock, (key) => this.#sync(...splitKey(key)));
  }

  start(): void {
    const { store } = this.#context;
    watchOwners(store, { owners: statefulSetKind, owned: 'pods' }, this.#queue, (namespace, name) =>
      this.#sync(namespace, name),
    );
  }

  #sync(namespace: string, name: string): void {
    const set = this.#context.store.get(RESOURCE, namespace, name);
    if (!set || set.metadata.deletionTimestamp) return;
    const revision = `${name}-${templateHash(set['spec'].template)}`;
    this.#step(set, revision);
    this.#writeStatus(set, revision);
  }

  #step(set: KubernetesObject, revision: string): void {
    const { replicas, podManagementPolicy, ordinals } = set['spec'];
    const start: number = ordinals?.start ?? 0;
    const pods = this.#pods(set);
    const patient = podManagementPolicy !== 'Parallel';
    for (let ordinal = start; ordinal < start + replicas; ordinal++) {
      const pod = pods.get(ordinal);
      if (!pod) this.#createPod(set, ordinal, revision);
      if (patient && !(pod && isReady(pod) && isActive(pod))) return;
    }
    const surplus = [...pods.keys()].filter((ordinal) => ordinal < start || ordinal >= start + replicas);
    for (const ordinal of surplus.sort((left, right) => right - left)) {
      const pod = pods.get(ordinal)!;
      if (!pod.metadata.deletionTimestamp) this.#deletePod(set, pod);
      if (patient) return;
    }
    this.#update(set, pods, revision);
  }

  #pods(set: KubernetesObject): Map<number, KubernetesObject> {
    const pods = controlledBy(this.#context.store, 'pods', set);
    return new Map(pods.map((pod) => [Number(pod.metadata.name.slice(set.metadata.name.length + 1)), pod]));
  }

  #createPod(set: KubernetesObject, ordinal: number, revision: string): void {
    const { store } = this.#context;
    const name = `${set.metadata.name}-${ordinal}`;
    if (store.get('pods', set.metadata.namespace, name)) return;
    const pod = podFromTemplate(set, set['spec'].template, name);
    pod.metadata.labels = {
      ...pod.metadata.labels,
      'apps.kubernetes.io/pod-index': String(ordinal),
      [HASH]: revision,
      'statefulset.kubernetes.io/pod-name': name,
    };
    const claims = this.#claims(set, name);
    const volumes = [...(pod['spec'].volumes ?? []), ...claims];
    pod['spec'] = {
      ...pod['spec'],
      hostname: name,
      ...(set['spec'].serviceName ? { subdomain: set['spec'].serviceName } : {}),
      ...(volumes.length > 0 ? { volumes } : {}),
    };
    store.create(pod);
    const message = `create Pod ${name} in StatefulSet ${set.metadata.name} successful`;
    this.#events.record(set, 'Normal', 'SuccessfulCreate', message);
  }

  /** Makes the pod's claims, which outlive it; returns the volumes that use them. */
  #claims(set: KubernetesObject, pod: string): JsonObject[] {
    const { store } = this.#context;
    const { namespace } = set.metadata;
    return (set['spec'].volumeClaimTemplates ?? []).map((template: JsonObject) => {
      const name = `${template['metadata'].name}-${pod}`;
      if (!store.get('persistentvolumeclaims', namespace, name)) {
        const { labels } = set['spec'].template.metadata;
        const metadata = { name, namespace: namespace!, ...(labels ? { labels } : {}) };
        store.create({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec: template['spec'] });
      }
      return { name: template['metadata'].name, persistentVolumeClaim: { claimName: name } };
    });
  }

  #deletePod(set: KubernetesObject, pod: KubernetesObject): void {
    const message = `delete Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} successful`;
    this.#events.record(set, 'Normal', 'SuccessfulDelete', message);
    deleteGracefully(this.#context, pod);
  }

  #update(set: KubernetesObject, pods: ReadonlyMap<number, KubernetesObject>, revision: string): void {
    const { type, rollingUpdate } = set['spec'].updateStrategy;
    if (type !== 'RollingUpdate') return;
    const partition: number = rollingUpdate?.partition ?? 0;
    for (const ordinal of [...pods.keys()].sort((left, right) => right - left)) {
      const pod = pods.get(ordinal)!;
      if (ordinal < partition) return;
      if (pod.metadata.labels?.[HASH] !== revision && isActive(pod)) {
        this.#deletePod(set, pod);
        return;
      }
      if (!isReady(pod)) return;
    }
  }

  #writeStatus(set: KubernetesObject, revision: string): void {
    const { store } = this.#context;
    const { namespace, name, generation } = set.metadata;
    const pods = [...this.#pods(set).values()];
    const ready = pods.filter((pod) => isReady(pod) && isActive(pod)).length;
    const updated = pods.filter((pod) => pod.metadata.labels?.[HASH] === revision).length;
    const done = updated === pods.length;
    const current = done ? revision : (set['status']?.currentRevision ?? revision);
    const settled = pods.filter((pod) => pod.metadata.labels?.[HASH] === current).length;
    store.update(RESOURCE, namespace, name, (copy) => {
      copy['status'] = {
        availableReplicas: ready,
        collisionCount: 0,
        ...(settled > 0 ? { currentReplicas: settled } : {}),
        currentRevision: current,
        observedGeneration: generation,
        ...(ready > 0 ? { readyReplicas: ready } : {}),
        replicas: pods.length,
        updateRevision: revision,
        ...(updated > 0 ? { updatedReplicas: updated } : {}),
      };
    });
  }
}
