import type { JsonObject } from '../json-object.ts';
import { matchLabelSelector } from '../selector/label-selector.ts';
import type { KubernetesObject } from '../types.ts';

/** Whether a node has the labels that `nodeSelector` and the required node affinity ask for. */
export function fitsLabels(spec: JsonObject, node: KubernetesObject): boolean {
  if (!matchLabelSelector({ matchLabels: spec['nodeSelector'] })(node.metadata.labels ?? {})) return false;
  const terms: JsonObject[] | undefined =
    spec['affinity']?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return !terms || fitsNodeSelector(terms, node);
}

/** Whether a node meets one of a node selector's terms. */
export function fitsNodeSelector(terms: readonly JsonObject[], node: KubernetesObject): boolean {
  const fields = { 'metadata.name': node.metadata.name };
  return terms.some(
    (term) =>
      matchLabelSelector({ matchExpressions: term['matchExpressions'] })(node.metadata.labels ?? {}) &&
      matchLabelSelector({ matchExpressions: term['matchFields'] })(fields),
  );
}
