import { matchLabelSelector } from '../selector/label-selector.ts';
import { ApiError, failure } from '../status.ts';
import type { KubernetesObject, ReadStore } from '../types.ts';

/** Throws the 429 `kubectl drain` retries on when a budget allows no further disruption of `pod`. */
export function disruptionsAllowed(store: ReadStore, pod: KubernetesObject): void {
  for (const budget of store.list('poddisruptionbudgets.policy', pod.metadata.namespace)) {
    if (!matchLabelSelector(budget['spec'].selector ?? {})(pod.metadata.labels)) continue;
    if ((budget['status']?.disruptionsAllowed ?? 0) > 0) continue;
    const message = "Cannot evict pod as it would violate the pod's disruption budget.";
    const { currentHealthy = 0, desiredHealthy = 0 } = budget['status'] ?? {};
    const cause = {
      reason: 'DisruptionBudget',
      message: `The disruption budget ${budget.metadata.name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`,
    };
    throw new ApiError(failure(429, 'TooManyRequests', message, { causes: [cause] }));
  }
}
