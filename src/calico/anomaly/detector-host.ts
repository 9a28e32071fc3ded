import type { KubernetesObject, ReadStore } from '../../cluster/index.ts';

/** A pod that runs the detectors inside the cluster, and what its environment tells it. */
export interface DetectorHost {
  pod: KubernetesObject;
  ready: boolean;
  /** What `CLUSTER_NAME` says; empty when it is not set. */
  clusterName: string;
  disabled: ReadonlySet<string>;
  /** Milliseconds. */
  searchInterval: number;
  /** A threshold variable's value, when it is a usable number. */
  threshold(variable: string): number | undefined;
}

const IMAGE = /(?:^|\/)anomaly_detection_jobs(?:[:@]|$)/;
const DEFAULT_SEARCH_MINUTES = 30;

/** Every pod whose image is the detectors', Ready or not, in the store's order. */
export function findDetectorHosts(store: ReadStore): DetectorHost[] {
  return store.list('pods').flatMap((pod) => readDetectorHost(pod) ?? []);
}

/** The host that `pod` is, or undefined when it runs something else. */
export function readDetectorHost(pod: KubernetesObject): DetectorHost | undefined {
  const containers: KubernetesObject[] = pod['spec']?.containers ?? [];
  const container = containers.find(({ image }) => IMAGE.test(image ?? ''));
  if (!container) return undefined;
  const variables = new Map<string, string>();
  for (const { name, value } of container['env'] ?? []) variables.set(name, value ?? '');
  const number = (name: string): number | undefined => {
    const value = Number(variables.get(name)?.trim() || Number.NaN);
    return value > 0 ? value : undefined;
  };
  return {
    pod,
    ready: isReady(pod),
    clusterName: variables.get('CLUSTER_NAME') ?? '',
    disabled: new Set((variables.get('AD_DISABLED_JOBS') ?? '').split(/[\s,]+/).filter(Boolean)),
    searchInterval: (number('AD_search_interval_minutes') ?? DEFAULT_SEARCH_MINUTES) * 60_000,
    threshold: number,
  };
}

function isReady(pod: KubernetesObject): boolean {
  if (pod.metadata.deletionTimestamp) return false;
  const conditions: { type: string; status: string }[] = pod['status']?.conditions ?? [];
  return conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
}
