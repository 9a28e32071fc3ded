import type { KubernetesObject } from '../../cluster/index.ts';
import type { Labels } from '../selectors/labels.ts';
import { NAMESPACE_LABEL } from '../selectors/parse-selector.ts';

/** Prefixes under which an endpoint inherits the labels of its namespace and of its service account. */
export const NAMESPACE_PREFIX = 'pcns.';
export const SERVICE_ACCOUNT_PREFIX = 'pcsa.';

const NAME_LABEL = 'projectcalico.org/name';

/** Everything a selector can see of a pod. */
export function podLabels(
  pod: KubernetesObject,
  namespace: KubernetesObject | undefined,
  serviceAccount: KubernetesObject | undefined,
): Labels {
  const namespaceName = pod.metadata.namespace ?? 'default';
  const accountName: string = pod.spec?.serviceAccountName ?? 'default';
  return new Map([
    ...Object.entries(pod.metadata.labels ?? {}),
    [NAMESPACE_LABEL, namespaceName],
    ['projectcalico.org/orchestrator', 'k8s'],
    ['projectcalico.org/serviceaccount', accountName],
    ...inherited(NAMESPACE_PREFIX, namespaceName, namespace),
    ...inherited(SERVICE_ACCOUNT_PREFIX, accountName, serviceAccount),
  ]);
}

/** Everything a selector can see of a network set; a global one has no namespace. */
export function networkSetLabels(set: KubernetesObject, namespace: KubernetesObject | undefined): Labels {
  const own = Object.entries(set.metadata.labels ?? {});
  if (set.metadata.namespace === undefined) return new Map(own);
  return new Map([
    ...own,
    [NAMESPACE_LABEL, set.metadata.namespace],
    ...inherited(NAMESPACE_PREFIX, set.metadata.namespace, namespace),
  ]);
}

function inherited(prefix: string, name: string, object: KubernetesObject | undefined): [string, string][] {
  const labels = Object.entries(object?.metadata.labels ?? {});
  return [...labels, [NAME_LABEL, name] as const].map(([key, value]) => [prefix + key, value]);
}
