import { replicaSetKind } from '../kinds/deployment.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { Controller, ControllerContext, KubernetesObject } from '../types.ts';
import { deleteGracefully } from './delete-gracefully.ts';
import { EventRecorder } from './event-recorder.ts';
import { podRefusal } from './pod-refusal.ts';
import { controlledBy, isActive, isAvailable, isReady, podFromTemplate } from './pods-of.ts';
import { watchOwners } from './watch-owners.ts';
import { keyOf, splitKey, WorkQueue } from './work-queue.ts';

const RESOURCE = 'replicasets.apps';
const FIRST_RETRY = 1_000;
const LONGEST_RETRY = 1_000_000;

/** Keeps the number of pods of each ReplicaSet, and its status. */
export function replicaSetController(): Controller {
  return { start: (context) => new ReplicaSetController(context).start() };
}

class ReplicaSetController {
  readonly #context: ControllerContext;
  readonly #events: EventRecorder;
  readonly #queue: WorkQueue;
  /** Sets whose pods the API refuses: why, after how long (ms) and when they are tried again. */
  readonly #refused = new Map<string, { why: string; retry: number; until: number }>();

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#events = new EventRecorder(context, 'replicaset-controller');
    this.#queue = new WorkQueue(context.clock, (key) => this.#sync(...splitKey(key)));
  }

  start(): void {
    const { store } = this.#context;
    watchOwners(store, { owners: replicaSetKind, owned: 'pods' }, this.#queue, (namespace, name) =>
      this.#sync(namespace, name),
    );
  }

  #sync(namespace: string, name: string): void {
    const set = this.#context.store.get(RESOURCE, namespace, name);
    if (!set) {
      this.#refused.delete(keyOf(namespace, name));
      return;
    }
    if (!set.metadata.deletionTimestamp) this.#scale(set);
    this.#writeStatus(set);
  }

  #scale(set: KubernetesObject): void {
    const pods = this.#pods(set);
    const missing = set['spec'].replicas - pods.length;
    for (let count = 0; count < missing; count++) {
      const wanted = podFromTemplate(set, set['spec'].template);
      if (this.#isRefused(set, wanted)) return;
      const pod = this.#context.store.create(wanted);
      this.#events.record(set, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`);
    }
    if (missing >= 0) return;
    for (const pod of pods.sort(leastWorthFirst).slice(0, -missing)) {
      this.#events.record(set, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`);
      deleteGracefully(this.#context, pod);
    }
  }

  /** What the API refuses is tried again, after ever longer. */
  #isRefused(set: KubernetesObject, pod: KubernetesObject): boolean {
    const key = keyOf(set.metadata.namespace, set.metadata.name);
    const { clock } = this.#context;
    if ((this.#refused.get(key)?.until ?? 0) > clock.now()) return true;
    const why = podRefusal(this.#context, pod);
    if (why === undefined) {
      this.#refused.delete(key);
      return false;
    }
    const retry = Math.min((this.#refused.get(key)?.retry ?? FIRST_RETRY) * 2, LONGEST_RETRY);
    this.#refused.set(key, { why, retry, until: clock.now() + retry });
    this.#events.record(set, 'Warning', 'FailedCreate', `Error creating: ${why}`);
    clock.after(retry, () => this.#queue.add(key));
    return true;
  }

  #pods(set: KubernetesObject): KubernetesObject[] {
    return controlledBy(this.#context.store, 'pods', set).filter(isActive);
  }

  #writeStatus(set: KubernetesObject): void {
    const { store, clock } = this.#context;
    const { namespace, name, generation } = set.metadata;
    const pods = this.#pods(set);
    const wait: number = set['spec'].minReadySeconds ?? 0;
    const ready = pods.filter(isReady);
    const available = ready.filter((pod) => isAvailable(pod, wait, clock.now()));
    if (available.length < ready.length) clock.after(wait * 1_000, () => this.#queue.add(keyOf(namespace, name)));
    const refused = this.#refused.get(keyOf(namespace, name));
    store.update(RESOURCE, namespace, name, (copy) => {
      const known = copy['status']?.conditions?.[0]?.lastTransitionTime;
      const lastTransitionTime = known ?? formatTimestamp(clock.now());
      const failure = {
        type: 'ReplicaFailure',
        status: 'True',
        reason: 'FailedCreate',
        message: refused?.why,
        lastTransitionTime,
      };
      copy['status'] = {
        ...(refused ? { conditions: [failure] } : {}),
        replicas: pods.length,
        ...positive('fullyLabeledReplicas', pods.length),
        ...positive('readyReplicas', ready.length),
        ...positive('availableReplicas', available.length),
        observedGeneration: generation,
      };
    });
  }
}

function positive(field: string, count: number): Record<string, number> {
  return count > 0 ? { [field]: count } : {};
}

/** Pods that do least go first: not bound, not ready, then the youngest. */
function leastWorthFirst(left: KubernetesObject, right: KubernetesObject): number {
  const byWorth = worth(left) - worth(right);
  if (byWorth !== 0) return byWorth;
  return (left.metadata.creationTimestamp ?? '') > (right.metadata.creationTimestamp ?? '') ? -1 : 1;
}

function worth(pod: KubernetesObject): number {
  if (!pod['spec'].nodeName) return 0;
  return isReady(pod) ? 2 : 1;
}
