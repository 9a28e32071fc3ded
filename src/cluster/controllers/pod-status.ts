import type { JsonObject } from '../json-object.ts';
import type { KubernetesObject } from '../types.ts';
import { podConditions, podPhase } from './pod-conditions.ts';
import type { PodContainers } from './pod-containers.ts';

/** What a kubelet knows of a pod. */
interface PodFacts {
  pod: KubernetesObject;
  hostIP: string | undefined;
  podIP: string | undefined;
  startTime: string;
  containers: PodContainers;
  now: string;
}

/** The `status` a kubelet reports of a pod. */
export function podStatus({
  pod,
  hostIP,
  podIP,
  startTime,
  containers: { init, plain, ephemeral },
  now,
}: PodFacts): JsonObject {
  const { qosClass, conditions = [] } = pod['status'] ?? {};
  const { restartPolicy, hostNetwork } = pod['spec'];
  const phase = podPhase(plain, init, restartPolicy);
  const address = podIP ?? (hostNetwork ? hostIP : undefined);
  return {
    conditions: podConditions(conditions, phase, plain, init, now),
    containerStatuses: plain.map((container) => container.status()),
    ...(ephemeral.length > 0 ? { ephemeralContainerStatuses: ephemeral.map((container) => container.status()) } : {}),
    ...(hostIP ? { hostIP, hostIPs: [{ ip: hostIP }] } : {}),
    ...(init.length > 0 ? { initContainerStatuses: init.map((container) => container.status()) } : {}),
    phase,
    ...(address ? { podIP: address, podIPs: [{ ip: address }] } : {}),
    qosClass,
    startTime,
  };
}
