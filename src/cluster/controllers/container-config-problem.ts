import type { JsonObject } from '../json-object.ts';
import type { KubernetesObject, ReadStore } from '../types.ts';

/** Why a container's environment cannot be put together, as its status says it; undefined: it can. */
export function containerConfigProblem(
  container: JsonObject,
  pod: KubernetesObject,
  store: ReadStore,
): string | undefined {
  const sources: Source[] = [
    ...(container['envFrom'] ?? []).flatMap(({ configMapRef, secretRef }: JsonObject) => [
      ...(configMapRef ? [{ resource: 'configmaps', reference: configMapRef }] : []),
      ...(secretRef ? [{ resource: 'secrets', reference: secretRef }] : []),
    ]),
    ...(container['env'] ?? []).flatMap(({ valueFrom }: JsonObject) => [
      ...(valueFrom?.configMapKeyRef ? [{ resource: 'configmaps', reference: valueFrom.configMapKeyRef }] : []),
      ...(valueFrom?.secretKeyRef ? [{ resource: 'secrets', reference: valueFrom.secretKeyRef }] : []),
    ]),
  ];
  for (const source of sources) {
    const problem = sourceProblem(source, pod.metadata.namespace!, store);
    if (problem) return problem;
  }
  return undefined;
}

interface Source {
  resource: 'configmaps' | 'secrets';
  /** A reference with a `key` wants that one entry, without one all of them. */
  reference: { name: string; key?: string; optional?: boolean };
}

function sourceProblem({ resource, reference }: Source, namespace: string, store: ReadStore): string | undefined {
  const { name, key, optional } = reference;
  if (optional) return undefined;
  const found = store.get(resource, namespace, name);
  if (!found) return `${resource === 'secrets' ? 'secret' : 'configmap'} "${name}" not found`;
  if (key === undefined || found['data']?.[key] !== undefined || found['binaryData']?.[key] !== undefined) {
    return undefined;
  }
  return `couldn't find key ${key} in ${resource === 'secrets' ? 'Secret' : 'ConfigMap'} ${namespace}/${name}`;
}
