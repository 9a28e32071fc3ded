import type { JsonObject } from '../json-object.ts';
import { daemonSetKind } from '../kinds/apps.ts';
import type { Controller, ControllerContext, KubernetesObject } from '../types.ts';
import { deleteGracefully } from './delete-gracefully.ts';
import { EventRecorder } from './event-recorder.ts';
import { fitsLabels } from './fits-node.ts';
import { controlledBy, isActive, isReady, podFromTemplate } from './pods-of.ts';
import { tolerated } from './scheduler.ts';
import { templateHash } from './template-hash.ts';
import { watchOwners } from './watch-owners.ts';
import { keyOf, splitKey, WorkQueue } from './work-queue.ts';

const RESOURCE = 'daemonsets.apps';
const HASH = 'controller-revision-hash';

/** Taints every daemon lives with. */
const TOLERATIONS = [
  ...['not-ready', 'unreachable'].map((name) => ({ name, effect: 'NoExecute' })),
  ...['disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable'].map((name) => ({
    name,
    effect: 'NoSchedule',
  })),
].map(({ name, effect }) => ({ key: `node.kubernetes.io/${name}`, operator: 'Exists', effect }));

/** Keeps one pod of each DaemonSet on each node that fits it. */
export function daemonSetController(): Controller {
  return { start: (context) => new DaemonSetController(context).start() };
}

class DaemonSetController {
  readonly #context: ControllerContext;
  readonly #events: EventRecorder;
  readonly #queue: WorkQueue;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#events = new EventRecorder(context, 'daemonset-controller');
    this.#queue = new WorkQueue(context.clock, (key) => this.#sync(...splitKey(key)));
  }

  start(): void {
    const { store } = this.#context;
    watchOwners(store, { owners: daemonSetKind, owned: 'pods' }, this.#queue, (namespace, name) =>
      this.#sync(namespace, name),
    );
    store.subscribe('nodes', () => {
      for (const set of store.list(RESOURCE)) this.#queue.add(keyOf(set.metadata.namespace, set.metadata.name));
    });
  }

  #sync(namespace: string, name: string): void {
    const set = this.#context.store.get(RESOURCE, namespace, name);
    if (!set || set.metadata.deletionTimestamp) return;
    const hash = templateHash(set['spec'].template);
    const nodes = this.#context.store.list('nodes').filter((node) => fits(set, node));
    const pods = controlledBy(this.#context.store, 'pods', set);
    for (const node of nodes) {
      if (!pods.some((pod) => pod['spec'].nodeName === node.metadata.name)) this.#createPod(set, node, hash);
    }
    const wanted = new Set(nodes.map((node) => node.metadata.name));
    for (const pod of pods.filter(isActive)) {
      if (!wanted.has(pod['spec'].nodeName)) this.#deletePod(set, pod);
    }
    this.#update(set, hash);
    this.#writeStatus(set, nodes, hash);
  }

  #createPod(set: KubernetesObject, node: KubernetesObject, hash: string): void {
    const pod = podFromTemplate(set, set['spec'].template);
    pod.metadata.labels = { ...pod.metadata.labels, [HASH]: hash, 'pod-template-generation': '1' };
    const { tolerations = [] } = pod['spec'];
    pod['spec'] = { ...pod['spec'], nodeName: node.metadata.name, tolerations: [...tolerations, ...TOLERATIONS] };
    const created = this.#context.store.create(pod);
    this.#events.record(set, 'Normal', 'SuccessfulCreate', `Created pod: ${created.metadata.name}`);
  }

  #deletePod(set: KubernetesObject, pod: KubernetesObject): void {
    this.#events.record(set, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`);
    deleteGracefully(this.#context, pod);
  }

  /** Replaces pods of an older template while at most `maxUnavailable` are not ready. */
  #update(set: KubernetesObject, hash: string): void {
    const { type, rollingUpdate } = set['spec'].updateStrategy;
    if (type !== 'RollingUpdate') return;
    const pods = controlledBy(this.#context.store, 'pods', set);
    const limit = resolve(rollingUpdate?.maxUnavailable ?? 1, pods.length);
    let unavailable = pods.filter((pod) => !isReady(pod) || pod.metadata.deletionTimestamp).length;
    for (const pod of pods.filter((one) => one.metadata.labels?.[HASH] !== hash && isActive(one))) {
      if (isReady(pod) && unavailable >= limit) continue;
      if (isReady(pod)) unavailable++;
      this.#deletePod(set, pod);
    }
  }

  #writeStatus(set: KubernetesObject, nodes: readonly KubernetesObject[], hash: string): void {
    const { namespace, name, generation } = set.metadata;
    const { store } = this.#context;
    const pods = controlledBy(store, 'pods', set).filter(isActive);
    const ready = pods.filter(isReady).length;
    const updated = pods.filter((pod) => pod.metadata.labels?.[HASH] === hash).length;
    const status: JsonObject = {
      currentNumberScheduled: pods.length,
      desiredNumberScheduled: nodes.length,
      numberMisscheduled: 0,
      numberReady: ready,
      observedGeneration: generation,
      ...(updated > 0 ? { updatedNumberScheduled: updated } : {}),
      ...(ready > 0 ? { numberAvailable: ready } : {}),
      ...(nodes.length > ready ? { numberUnavailable: nodes.length - ready } : {}),
    };
    store.update(RESOURCE, namespace, name, (copy) => {
      copy['status'] = status;
    });
  }
}

function fits(set: KubernetesObject, node: KubernetesObject): boolean {
  const spec = set['spec'].template.spec;
  const tolerations: JsonObject[] = [...(spec.tolerations ?? []), ...TOLERATIONS];
  const taints: JsonObject[] = node['spec'].taints ?? [];
  const kept = taints.every((taint) => taint['effect'] === 'PreferNoSchedule' || tolerated(taint, tolerations));
  return kept && fitsLabels(spec, node);
}

function resolve(value: number | string, total: number): number {
  return typeof value === 'number' ? value : Math.ceil((Number.parseFloat(value) / 100) * total);
}
