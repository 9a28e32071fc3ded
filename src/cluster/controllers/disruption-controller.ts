import { matchLabelSelector } from '../selector/label-selector.ts';
import type { Controller, ControllerContext, KubernetesObject } from '../types.ts';
import { isActive, isReady } from './pods-of.ts';
import { keyOf, splitKey, WorkQueue } from './work-queue.ts';

const RESOURCE = 'poddisruptionbudgets.policy';

/** Keeps how many pods each budget lets go. */
export function disruptionController(): Controller {
  return { start: startDisruption };
}

function startDisruption({ store, clock }: ControllerContext): void {
  const queue = new WorkQueue(clock, (key) => sync(...splitKey(key)));
  store.subscribe(RESOURCE, ({ type, object }) => {
    if (type !== 'DELETED') sync(object.metadata.namespace!, object.metadata.name);
  });
  store.subscribe('pods', ({ object }) => {
    for (const budget of store.list(RESOURCE, object.metadata.namespace)) {
      queue.add(keyOf(budget.metadata.namespace, budget.metadata.name));
    }
  });

  function sync(namespace: string, name: string): void {
    const budget = store.get(RESOURCE, namespace, name);
    if (!budget) return;
    const selects = matchLabelSelector(budget['spec'].selector ?? {});
    const pods = store.list('pods', namespace).filter((pod) => selects(pod.metadata.labels) && isActive(pod));
    const healthy = pods.filter(isReady).length;
    const desired = desiredHealthy(budget, pods.length);
    store.update(RESOURCE, namespace, name, (copy) => {
      copy['status'] = {
        currentHealthy: healthy,
        desiredHealthy: desired,
        disruptionsAllowed: Math.max(0, healthy - desired),
        expectedPods: pods.length,
        observedGeneration: budget.metadata.generation,
      };
    });
  }
}

function desiredHealthy(budget: KubernetesObject, expected: number): number {
  const { minAvailable, maxUnavailable } = budget['spec'];
  if (maxUnavailable !== undefined) return Math.max(0, expected - resolve(maxUnavailable, expected));
  return resolve(minAvailable ?? 1, expected);
}

function resolve(value: number | string, total: number): number {
  return typeof value === 'number' ? value : Math.ceil((Number.parseFloat(value) / 100) * total);
}
