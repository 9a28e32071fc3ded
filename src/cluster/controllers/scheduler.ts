import type { Timer } from '../../clock/index.ts';
import type { JsonObject } from '../json-object.ts';
import { isReadyNode } from '../kinds/node.ts';
import { keepForClaim } from '../storage/bind-together.ts';
import { matchVolume } from '../storage/match-volume.ts';
import { CLAIMS, claimsObstacle, claimsToPlace, placementObstacle, VOLUMES } from '../storage/pod-claims.ts';
import { STORAGE_CLASSES } from '../storage/storage-class.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { Controller, ControllerContext, KubernetesObject, ReadStore } from '../types.ts';
import { EventRecorder } from './event-recorder.ts';
import { fitsLabels } from './fits-node.ts';
import { keyOf, splitKey, WorkQueue } from './work-queue.ts';

/** How long (ms) a pod that has its node waits for its claims' volumes. */
const BIND_TIMEOUT = 600_000;
const SELECTED_NODE = 'volume.kubernetes.io/selected-node';

/** Binds pods to nodes in turn: ready ones whose taints the pod tolerates and whose labels and volumes it asks for. */
export function scheduler(): Controller {
  return { start: (context) => new Scheduler(context).start() };
}

class Scheduler {
  readonly #context: ControllerContext;
  readonly #events: EventRecorder;
  readonly #waiting = new Set<string>();
  /** Pods that have a node and wait for the volumes there, and when that takes too long. */
  readonly #placed = new Map<string, { node: string; timeout: Timer }>();
  readonly #lookAgain: WorkQueue;
  #turn = 0;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#events = new EventRecorder(context, 'default-scheduler');
    this.#lookAgain = new WorkQueue(context.clock, () => this.#considerWaiting());
  }

  start(): void {
    const { store } = this.#context;
    store.subscribe('pods', ({ type, object }) => {
      if (type === 'DELETED') this.#forget(keyOf(object.metadata.namespace, object.metadata.name));
      else if (type === 'ADDED') this.#consider(object);
    });
    store.subscribe('nodes', ({ type }) => {
      if (type !== 'DELETED') this.#considerWaiting();
    });
    for (const resource of [CLAIMS, VOLUMES, STORAGE_CLASSES]) {
      store.subscribe(resource, () => {
        if (this.#waiting.size + this.#placed.size > 0) this.#lookAgain.add('');
      });
    }
  }

  #considerWaiting(): void {
    for (const key of [...this.#waiting, ...this.#placed.keys()]) {
      const pod = this.#context.store.get('pods', ...splitKey(key));
      if (pod) this.#consider(pod);
    }
  }

  #consider(pod: KubernetesObject): void {
    const { spec, metadata } = pod;
    if (spec.nodeName || metadata.deletionTimestamp || spec.schedulerName !== 'default-scheduler') return;
    if (spec.schedulingGates?.length) return;
    const { store } = this.#context;
    const key = keyOf(metadata.namespace, metadata.name);
    const placed = this.#placed.get(key);
    if (placed) {
      if (claimsToPlace(pod, store).length === 0) this.#bind(pod, placed.node);
      return;
    }
    const node = claimsObstacle(pod, store) === undefined ? this.#choose(pod) : undefined;
    if (!node) this.#postpone(pod);
    else if (claimsToPlace(pod, store).length > 0) this.#place(pod, node);
    else this.#bind(pod, node.metadata.name);
  }

  #choose(pod: KubernetesObject): KubernetesObject | undefined {
    const { store } = this.#context;
    const nodes = store.list('nodes');
    for (let step = 0; step < nodes.length; step++) {
      const node = nodes[(this.#turn + step) % nodes.length]!;
      if (obstacle(pod, node, store) !== undefined) continue;
      this.#turn = (this.#turn + step + 1) % nodes.length;
      return node;
    }
    return undefined;
  }

  /** The pod's claims take volumes that can be used on the node, or have them made there. */
  #place(pod: KubernetesObject, node: KubernetesObject): void {
    const { store, clock } = this.#context;
    const { namespace, name } = pod.metadata;
    const key = keyOf(namespace, name);
    this.#waiting.delete(key);
    const timeout = clock.after(BIND_TIMEOUT, () => {
      this.#placed.delete(key);
      const slow = 'running PreBind plugin "VolumeBinding": binding volumes: context deadline exceeded';
      const current = store.get('pods', namespace, name);
      if (current) this.#postpone(current, slow);
    });
    this.#placed.set(key, { node: node.metadata.name, timeout });
    for (const claim of claimsToPlace(pod, store)) {
      const volume = matchVolume(claim, store.list(VOLUMES), { node });
      if (volume) keepForClaim(store, claim, volume);
      else {
        store.update(CLAIMS, namespace, claim.metadata.name, (copy) => {
          copy.metadata.annotations = { ...copy.metadata.annotations, [SELECTED_NODE]: node.metadata.name };
        });
      }
    }
  }

  #forget(key: string): void {
    this.#waiting.delete(key);
    this.#placed.get(key)?.timeout.cancel();
    this.#placed.delete(key);
  }

  #bind(pod: KubernetesObject, nodeName: string): void {
    const { namespace, name } = pod.metadata;
    this.#forget(keyOf(namespace, name));
    const at = formatTimestamp(this.#context.clock.now());
    this.#context.store.update('pods', namespace, name, (copy) => {
      copy['spec'].nodeName = nodeName;
      setScheduled(copy, { status: 'True', lastTransitionTime: at });
    });
    this.#events.record(pod, 'Normal', 'Scheduled', `Successfully assigned ${namespace}/${name} to ${nodeName}`);
  }

  #postpone(pod: KubernetesObject, message = unschedulableMessage(pod, this.#context.store)): void {
    const { namespace, name } = pod.metadata;
    const key = keyOf(namespace, name);
    const known = this.#waiting.has(key) && conditionOf(pod)?.['message'] === message;
    this.#waiting.add(key);
    // The real one tries again only when something changed that may help.
    if (known) return;
    const at = formatTimestamp(this.#context.clock.now());
    this.#context.store.update('pods', namespace, name, (copy) => {
      setScheduled(copy, { status: 'False', reason: 'Unschedulable', message, lastTransitionTime: at });
    });
    this.#events.record(pod, 'Warning', 'FailedScheduling', message);
  }
}

function conditionOf(pod: KubernetesObject): JsonObject | undefined {
  return pod['status']?.conditions?.find((one: JsonObject) => one['type'] === 'PodScheduled');
}

function setScheduled(pod: KubernetesObject, condition: JsonObject): void {
  const conditions: JsonObject[] = pod['status'].conditions ?? [];
  const before = conditionOf(pod);
  const since = before?.['status'] === condition['status'] ? before?.['lastTransitionTime'] : undefined;
  pod['status'].conditions = [
    ...conditions.filter((one) => one !== before),
    { type: 'PodScheduled', lastProbeTime: null, ...condition, ...(since ? { lastTransitionTime: since } : {}) },
  ];
}

function unschedulableMessage(pod: KubernetesObject, store: ReadStore): string {
  const nodes = store.list('nodes');
  if (nodes.length === 0) return 'no nodes available to schedule pods';
  const total = `0/${nodes.length} nodes are available`;
  const claims = claimsObstacle(pod, store);
  const reasons = claims === undefined ? countedObstacles(pod, nodes, store) : claims;
  return `${total}: ${reasons}. preemption: ${total}: ${nodes.length} Preemption is not helpful for scheduling.`;
}

function countedObstacles(pod: KubernetesObject, nodes: readonly KubernetesObject[], store: ReadStore): string {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const reason = obstacle(pod, node, store) ?? '';
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const reasons = [...counts].map(([reason, count]) => `${count} ${reason}`);
  return reasons.sort().join(', ');
}

/** Why the pod cannot run on the node; undefined: it can. */
function obstacle(pod: KubernetesObject, node: KubernetesObject, store: ReadStore): string | undefined {
  const taints: JsonObject[] = node['spec'].taints ?? [];
  const tolerations: JsonObject[] = pod['spec'].tolerations ?? [];
  if (node['spec'].unschedulable && !tolerations.some((one) => one['key'] === 'node.kubernetes.io/unschedulable')) {
    return 'node(s) were unschedulable';
  }
  if (!isReadyNode(node)) return 'node(s) had untolerated taint {node.kubernetes.io/not-ready: }';
  const taint = taints.find((one) => one['effect'] !== 'PreferNoSchedule' && !tolerated(one, tolerations));
  if (taint) return `node(s) had untolerated taint {${taint['key']}: ${taint['value'] ?? ''}}`;
  if (!fitsLabels(pod['spec'], node)) return "node(s) didn't match Pod's node affinity/selector";
  return placementObstacle(pod, node, store);
}

export function tolerated(taint: JsonObject, tolerations: readonly JsonObject[]): boolean {
  return tolerations.some((one) => {
    if (one['effect'] && one['effect'] !== taint['effect']) return false;
    if (!one['key']) return one['operator'] === 'Exists';
    if (one['key'] !== taint['key']) return false;
    return one['operator'] === 'Exists' || (one['value'] ?? '') === (taint['value'] ?? '');
  });
}
