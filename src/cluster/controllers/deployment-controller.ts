import type { JsonObject } from '../json-object.ts';
import { deploymentKind } from '../kinds/deployment.ts';
import type { Controller, ControllerContext, KubernetesObject, ObjectMeta } from '../types.ts';
import { deploymentStatus } from './deployment-status.ts';
import { EventRecorder } from './event-recorder.ts';
import { controlledBy, controllerReference } from './pods-of.ts';
import { planRollout, type ReplicaPlan } from './rollout-plan.ts';
import { HASH_LABEL, sameTemplate, templateHash } from './template-hash.ts';
import { watchOwners } from './watch-owners.ts';
import { keyOf, splitKey, WorkQueue } from './work-queue.ts';

const RESOURCE = 'deployments.apps';
const SETS = 'replicasets.apps';
const REVISION = 'deployment.kubernetes.io/revision';
const NOT_COPIED = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
]);

/** Rolls Deployments out through ReplicaSets. */
export function deploymentController(): Controller {
  return { start: (context) => new DeploymentController(context).start() };
}

class DeploymentController {
  readonly #context: ControllerContext;
  readonly #events: EventRecorder;
  readonly #queue: WorkQueue;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#events = new EventRecorder(context, 'deployment-controller');
    this.#queue = new WorkQueue(context.clock, (key) => this.#sync(...splitKey(key)));
  }

  start(): void {
    const { store } = this.#context;
    watchOwners(store, { owners: deploymentKind, owned: SETS }, this.#queue, (namespace, name) =>
      this.#sync(namespace, name),
    );
  }

  #sync(namespace: string, name: string): void {
    const { store } = this.#context;
    const deployment = store.get(RESOURCE, namespace, name);
    if (!deployment || deployment.metadata.deletionTimestamp) return;
    const current = this.#currentSet(deployment);
    const old = controlledBy(store, SETS, deployment).filter((set) => set.metadata.uid !== current?.metadata.uid);
    const plan = planRollout(deployment, current, old, this.#hasPods(old));
    for (const step of plan) this.#scale(deployment, step);
    if (current) this.#dropHistory(deployment, current);
    this.#writeStatus(namespace, name);
  }

  #currentSet(deployment: KubernetesObject): KubernetesObject | undefined {
    const sets = controlledBy(this.#context.store, SETS, deployment);
    const { template, paused } = deployment['spec'];
    const known = sets.find((set) => sameTemplate(set['spec'].template, template));
    if (!known && paused) return undefined;
    const newest = Math.max(0, ...sets.filter((set) => set !== known).map(revisionOf));
    const revision = known ? Math.max(revisionOf(known), newest + 1) : newest + 1;
    const current = known ? this.#mark(deployment, known, revision) : this.#createSet(deployment, revision);
    this.#context.store.update(RESOURCE, deployment.metadata.namespace, deployment.metadata.name, (copy) => {
      copy.metadata.annotations = { ...copy.metadata.annotations, [REVISION]: revisionText(current) };
    });
    return current;
  }

  #createSet(deployment: KubernetesObject, revision: number): KubernetesObject {
    const { spec, metadata } = deployment;
    const hash = templateHash(spec.template, deployment['status']?.collisionCount);
    const labels = { ...spec.template.metadata.labels, [HASH_LABEL]: hash };
    const set: KubernetesObject = {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: `${metadata.name}-${hash}`,
        namespace: metadata.namespace,
        labels,
        annotations: this.#annotations(deployment, revision),
        ownerReferences: [controllerReference(deployment)],
      } as ObjectMeta,
      spec: {
        replicas: 0,
        ...(spec.minReadySeconds ? { minReadySeconds: spec.minReadySeconds } : {}),
        selector: { ...spec.selector, matchLabels: { ...spec.selector.matchLabels, [HASH_LABEL]: hash } },
        template: { ...spec.template, metadata: { ...spec.template.metadata, labels } },
      },
    };
    return this.#context.store.create(set);
  }

  /** Keeps the annotations of the set that is current; a set that becomes so again gets a new revision. */
  #mark(deployment: KubernetesObject, set: KubernetesObject, revision: number): KubernetesObject {
    const { namespace, name } = set.metadata;
    return this.#context.store.update(SETS, namespace, name, (copy) => {
      const before = copy.metadata.annotations?.[REVISION];
      const history = copy.metadata.annotations?.['deployment.kubernetes.io/revision-history'];
      const annotations = { ...copy.metadata.annotations, ...this.#annotations(deployment, revision) };
      if (before !== undefined && before !== String(revision)) {
        annotations['deployment.kubernetes.io/revision-history'] = [history, before].filter(Boolean).join(',');
      }
      copy.metadata.annotations = annotations;
    })!;
  }

  #annotations(deployment: KubernetesObject, revision: number): Record<string, string> {
    const { replicas, strategy } = deployment['spec'];
    const own = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => !NOT_COPIED.has(key));
    return {
      ...Object.fromEntries(own),
      'deployment.kubernetes.io/desired-replicas': String(replicas),
      'deployment.kubernetes.io/max-replicas': String(replicas + surgeOf(strategy, replicas)),
      [REVISION]: String(revision),
    };
  }

  #hasPods(sets: readonly KubernetesObject[]): boolean {
    return sets.some((set) => controlledBy(this.#context.store, 'pods', set).length > 0);
  }

  #scale(deployment: KubernetesObject, { set, replicas }: ReplicaPlan): void {
    const before: number = set['spec'].replicas;
    if (before === replicas) return;
    const direction = replicas > before ? 'up' : 'down';
    const message = `Scaled ${direction} replica set ${set.metadata.name} from ${before} to ${replicas}`;
    this.#events.record(deployment, 'Normal', 'ScalingReplicaSet', message);
    this.#context.store.update(SETS, set.metadata.namespace, set.metadata.name, (copy) => {
      copy['spec'].replicas = replicas;
    });
  }

  #dropHistory(deployment: KubernetesObject, current: KubernetesObject): void {
    const idle = controlledBy(this.#context.store, SETS, deployment)
      .filter((set) => set.metadata.uid !== current.metadata.uid)
      .filter((set) => set['spec'].replicas === 0 && !set['status']?.replicas)
      .sort((left, right) => revisionOf(left) - revisionOf(right));
    const surplus = idle.length - deployment['spec'].revisionHistoryLimit;
    for (const set of idle.slice(0, Math.max(0, surplus))) {
      this.#context.store.delete(SETS, set.metadata.namespace, set.metadata.name);
    }
  }

  #writeStatus(namespace: string, name: string): void {
    const { store, clock } = this.#context;
    const deployment = store.get(RESOURCE, namespace, name);
    if (!deployment) return;
    const sets = controlledBy(store, SETS, deployment);
    const current = sets.find((set) => sameTemplate(set['spec'].template, deployment['spec'].template));
    const status = deploymentStatus(deployment, current, sets, clock.now());
    const deadline: number | undefined = status['deadline'];
    if (deadline !== undefined && deadline > clock.now()) {
      clock.at(deadline, () => this.#queue.add(keyOf(namespace, name)));
    }
    const { deadline: _deadline, ...written } = status;
    store.update(RESOURCE, namespace, name, (copy) => {
      copy['status'] = written;
    });
  }
}

function revisionOf(set: KubernetesObject): number {
  return Number(set.metadata.annotations?.[REVISION] ?? 0);
}

function revisionText(set: KubernetesObject): string {
  return set.metadata.annotations?.[REVISION] ?? '0';
}

function surgeOf(strategy: JsonObject, replicas: number): number {
  const surge = strategy['rollingUpdate']?.maxSurge ?? 0;
  return typeof surge === 'number' ? surge : Math.ceil((Number.parseFloat(surge) / 100) * replicas);
}
