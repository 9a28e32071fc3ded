import type { JsonObject } from '../json-object.ts';
import { isReadyNode } from '../kinds/node.ts';
import { matchLabelSelector } from '../selector/label-selector.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { Controller, ControllerContext, KubernetesObject } from '../types.ts';
import { EventRecorder } from './event-recorder.ts';
import { keyOf, splitKey } from './work-queue.ts';

/** Binds pods to nodes in turn: ready ones whose taints the pod tolerates and whose labels it asks for. */
export function scheduler(): Controller {
  return { start: (context) => new Scheduler(context).start() };
}

class Scheduler {
  readonly #context: ControllerContext;
  readonly #events: EventRecorder;
  readonly #waiting = new Set<string>();
  #turn = 0;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#events = new EventRecorder(context, 'default-scheduler');
  }

  start(): void {
    const { store } = this.#context;
    store.subscribe('pods', ({ type, object }) => {
      const key = keyOf(object.metadata.namespace, object.metadata.name);
      if (type === 'DELETED') this.#waiting.delete(key);
      else if (type === 'ADDED') this.#consider(object);
    });
    store.subscribe('nodes', ({ type }) => {
      if (type === 'DELETED') return;
      for (const key of [...this.#waiting]) {
        const pod = store.get('pods', ...splitKey(key));
        if (pod) this.#consider(pod);
      }
    });
  }

  #consider(pod: KubernetesObject): void {
    const { spec, metadata } = pod;
    if (spec.nodeName || metadata.deletionTimestamp || spec.schedulerName !== 'default-scheduler') return;
    if (spec.schedulingGates?.length) return;
    const node = this.#choose(pod);
    if (node) this.#bind(pod, node.metadata.name);
    else this.#postpone(pod);
  }

  #choose(pod: KubernetesObject): KubernetesObject | undefined {
    const nodes = this.#context.store.list('nodes');
    for (let step = 0; step < nodes.length; step++) {
      const node = nodes[(this.#turn + step) % nodes.length]!;
      if (obstacle(pod, node) !== undefined) continue;
      this.#turn = (this.#turn + step + 1) % nodes.length;
      return node;
    }
    return undefined;
  }

  #bind(pod: KubernetesObject, nodeName: string): void {
    const { namespace, name } = pod.metadata;
    this.#waiting.delete(keyOf(namespace, name));
    const at = formatTimestamp(this.#context.clock.now());
    this.#context.store.update('pods', namespace, name, (copy) => {
      copy['spec'].nodeName = nodeName;
      setScheduled(copy, { status: 'True', lastTransitionTime: at });
    });
    this.#events.record(pod, 'Normal', 'Scheduled', `Successfully assigned ${namespace}/${name} to ${nodeName}`);
  }

  #postpone(pod: KubernetesObject): void {
    const { namespace, name } = pod.metadata;
    this.#waiting.add(keyOf(namespace, name));
    const message = unschedulableMessage(pod, this.#context.store.list('nodes'));
    const at = formatTimestamp(this.#context.clock.now());
    this.#context.store.update('pods', namespace, name, (copy) => {
      setScheduled(copy, { status: 'False', reason: 'Unschedulable', message, lastTransitionTime: at });
    });
    this.#events.record(pod, 'Warning', 'FailedScheduling', message);
  }
}

function setScheduled(pod: KubernetesObject, condition: JsonObject): void {
  const conditions: JsonObject[] = pod['status'].conditions ?? [];
  const before = conditions.find((one) => one['type'] === 'PodScheduled');
  const since = before?.['status'] === condition['status'] ? before?.['lastTransitionTime'] : undefined;
  pod['status'].conditions = [
    ...conditions.filter((one) => one !== before),
    { type: 'PodScheduled', lastProbeTime: null, ...condition, ...(since ? { lastTransitionTime: since } : {}) },
  ];
}

function unschedulableMessage(pod: KubernetesObject, nodes: readonly KubernetesObject[]): string {
  if (nodes.length === 0) return 'no nodes available to schedule pods';
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const reason = obstacle(pod, node) ?? '';
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const reasons = [...counts].map(([reason, count]) => `${count} ${reason}`).sort();
  const total = `0/${nodes.length} nodes are available`;
  return `${total}: ${reasons.join(', ')}. preemption: ${total}: ${nodes.length} Preemption is not helpful for scheduling.`;
}

/** Why the pod cannot run on the node; undefined: it can. */
function obstacle(pod: KubernetesObject, node: KubernetesObject): string | undefined {
  const taints: JsonObject[] = node['spec'].taints ?? [];
  const tolerations: JsonObject[] = pod['spec'].tolerations ?? [];
  if (node['spec'].unschedulable && !tolerations.some((one) => one['key'] === 'node.kubernetes.io/unschedulable')) {
    return 'node(s) were unschedulable';
  }
  if (!isReadyNode(node)) return 'node(s) had untolerated taint {node.kubernetes.io/not-ready: }';
  const taint = taints.find((one) => one['effect'] !== 'PreferNoSchedule' && !tolerated(one, tolerations));
  if (taint) return `node(s) had untolerated taint {${taint['key']}: ${taint['value'] ?? ''}}`;
  return fitsLabels(pod['spec'], node) ? undefined : "node(s) didn't match Pod's node affinity/selector";
}

export function tolerated(taint: JsonObject, tolerations: readonly JsonObject[]): boolean {
  return tolerations.some((one) => {
    if (one['effect'] && one['effect'] !== taint['effect']) return false;
    if (!one['key']) return one['operator'] === 'Exists';
    if (one['key'] !== taint['key']) return false;
    return one['operator'] === 'Exists' || (one['value'] ?? '') === (taint['value'] ?? '');
  });
}

/** Whether a node has the labels that `nodeSelector` and the required node affinity ask for. */
export function fitsLabels(spec: JsonObject, node: KubernetesObject): boolean {
  const labels = node.metadata.labels ?? {};
  if (!matchLabelSelector({ matchLabels: spec['nodeSelector'] })(labels)) return false;
  const terms: JsonObject[] | undefined =
    spec['affinity']?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  if (!terms) return true;
  const fields = { 'metadata.name': node.metadata.name };
  return terms.some(
    (term) =>
      matchLabelSelector({ matchExpressions: term['matchExpressions'] })(labels) &&
      matchLabelSelector({ matchExpressions: term['matchFields'] })(fields),
  );
}
