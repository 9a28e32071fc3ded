import type { JsonObject } from '../json-object.ts';
import type { KubernetesObject } from '../types.ts';
import type { ContainerLife } from './container-life.ts';
import { podConditions, podPhase } from './pod-conditions.ts';

/** What a kubelet knows of a pod. */
interface PodFacts {
  pod: KubernetesObject;
  hostIP: string | undefined;
  podIP: string | undefined;
  startTime: string;
  containers: readonly ContainerLife[];
  init: readonly ContainerLife[];
  /** Added for debugging; no part of what the pod is judged by. */
  ephemeral: readonly ContainerLife[];
  now: string;
}

/** The `status` a kubelet reports of a pod. */
export function podStatus({ pod, hostIP, podIP, startTime, containers, init, ephemeral, now }: PodFacts): JsonObject {
  const { qosClass, conditions = [] } = pod['status'] ?? {};
  const { restartPolicy, hostNetwork } = pod['spec'];
  const phase = podPhase(containers, init, restartPolicy);
  const address = podIP ?? (hostNetwork ? hostIP : undefined);
  return {
    conditions: podConditions(conditions, phase, containers, init, now),
    containerStatuses: containers.map((container) => container.status()),
    ...(ephemeral.length > 0
      ? { ephemeralContainerStatuses: ephemeral.map((container) => container.status()) }
      : {}),
    ...(hostIP ? { hostIP, hostIPs: [{ ip: hostIP }] } : {}),
    ...(init.length > 0 ? { initContainerStatuses: init.map((container) => container.status()) } : {}),
    phase,
    ...(address ? { podIP: address, podIPs: [{ ip: address }] } : {}),
    qosClass,
    startTime,
  };
}
