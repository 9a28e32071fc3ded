import type { JsonObject } from '../json-object.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { KubernetesObject } from '../types.ts';
import { limitsOf } from './rollout-plan.ts';

/** The status of a deployment, plus `deadline`: when its progress must be looked at again (ms). */
export function deploymentStatus(
  deployment: KubernetesObject,
  current: KubernetesObject | undefined,
  sets: readonly KubernetesObject[],
  now: number,
): JsonObject {
  const sum = (field: string) => sets.reduce((total, set) => total + (set['status']?.[field] ?? 0), 0);
  const counts = {
    replicas: sum('replicas'),
    updatedReplicas: current?.['status']?.replicas ?? 0,
    readyReplicas: sum('readyReplicas'),
    availableReplicas: sum('availableReplicas'),
    unavailableReplicas: Math.max(0, deployment['spec'].replicas - sum('availableReplicas')),
  };
  const before: JsonObject[] = deployment['status']?.conditions ?? [];
  const at = formatTimestamp(now);
  const minimum = available(deployment, counts.availableReplicas);
  const progress = progressing(deployment, current, counts, before, now);
  return {
    observedGeneration: deployment.metadata.generation,
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    conditions: [minimum, progress.condition, ...failures(current)].map((condition) => dated(condition, before, at)),
    ...(progress.deadline === undefined ? {} : { deadline: progress.deadline }),
  };
}

/** That its pods are refused is a deployment's trouble as well. */
function failures(current: KubernetesObject | undefined): JsonObject[] {
  const conditions: JsonObject[] = current?.['status']?.conditions ?? [];
  return conditions.map(({ type, status, reason, message }) => ({ type, status, reason, message }));
}

interface Counts {
  replicas: number;
  updatedReplicas: number;
  availableReplicas: number;
}

function available(deployment: KubernetesObject, count: number): JsonObject {
  const { replicas, strategy } = deployment['spec'];
  const { unavailable } = limitsOf(strategy.rollingUpdate, replicas);
  const enough = count >= replicas - (strategy.type === 'RollingUpdate' ? unavailable : 0);
  return enough
    ? {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
}

function progressing(
  deployment: KubernetesObject,
  current: KubernetesObject | undefined,
  counts: Counts,
  before: readonly JsonObject[],
  now: number,
): { condition: JsonObject; deadline?: number } {
  const { replicas, paused, progressDeadlineSeconds } = deployment['spec'];
  const type = 'Progressing';
  if (paused) {
    return { condition: { type, status: 'Unknown', reason: 'DeploymentPaused', message: 'Deployment is paused' } };
  }
  const set = `ReplicaSet "${current?.metadata.name}"`;
  const complete =
    counts.updatedReplicas === replicas && counts.replicas === replicas && counts.availableReplicas === replicas;
  if (complete) {
    const message = `${set} has successfully progressed.`;
    return { condition: { type, status: 'True', reason: 'NewReplicaSetAvailable', message } };
  }
  const known = before.find((one) => one['type'] === type);
  const settled = known?.['reason'] === 'NewReplicaSetAvailable' && !moved(deployment, current, counts);
  if (settled) return { condition: known };
  const since = moved(deployment, current, counts)
    ? now
    : Date.parse(known?.['lastUpdateTime'] ?? formatTimestamp(now));
  const deadline = since + progressDeadlineSeconds * 1_000;
  if (known && now >= deadline) {
    const message = `${set} has timed out progressing.`;
    return { condition: { type, status: 'False', reason: 'ProgressDeadlineExceeded', message } };
  }
  const condition = { type, status: 'True', reason: 'ReplicaSetUpdated', message: `${set} is progressing.` };
  return { condition: { ...condition, lastUpdateTime: formatTimestamp(since) }, deadline };
}

/** Whether the rollout came closer to its end since the last status. */
function moved(deployment: KubernetesObject, current: KubernetesObject | undefined, counts: Counts): boolean {
  const { updatedReplicas = 0, availableReplicas = 0, observedGeneration } = deployment['status'] ?? {};
  const firstSight = observedGeneration !== deployment.metadata.generation && current !== undefined;
  return firstSight || counts.updatedReplicas > updatedReplicas || counts.availableReplicas > availableReplicas;
}

/** A condition keeps its times while it says the same. */
function dated(condition: JsonObject, before: readonly JsonObject[], at: string): JsonObject {
  const known = before.find((one) => one['type'] === condition['type']);
  const { type, status, reason, message } = condition;
  const since = known?.['status'] === status ? known?.['lastTransitionTime'] : at;
  const same = known?.['status'] === status && known?.['reason'] === reason && known?.['message'] === message;
  const updated = condition['lastUpdateTime'] ?? (same ? known?.['lastUpdateTime'] : at);
  return { type, status, lastUpdateTime: updated, lastTransitionTime: since, reason, message };
}
