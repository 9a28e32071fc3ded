import type { JsonObject } from '../json-object.ts';
import { CLAIMS, isBound } from '../storage/pod-claims.ts';
import type { KubernetesObject, ReadStore } from '../types.ts';

/** The event's message for the first volume of a pod that cannot be set up; undefined: all can. */
export function volumeProblem(pod: KubernetesObject, store: ReadStore): string | undefined {
  const namespace = pod.metadata.namespace!;
  const unusable = claimProblem(pod, store);
  if (unusable) return unusable;
  for (const volume of (pod['spec'].volumes ?? []) as JsonObject[]) {
    for (const source of sourcesOf(volume)) {
      const problem = sourceProblem(source, namespace, store);
      if (problem) return `MountVolume.SetUp failed for volume "${volume['name']}" : ${problem}`;
    }
  }
  return undefined;
}

/** Pods that were given their node by hand come here with claims the scheduler would have waited for. */
function claimProblem(pod: KubernetesObject, store: ReadStore): string | undefined {
  const { namespace } = pod.metadata;
  for (const volume of (pod['spec'].volumes ?? []) as JsonObject[]) {
    const name = volume['persistentVolumeClaim']?.claimName;
    if (!name) continue;
    const claim = store.get(CLAIMS, namespace, name);
    if (claim && isBound(claim)) continue;
    const why = claim
      ? 'PVC is not bound'
      : `failed to fetch PVC from API server: persistentvolumeclaims "${name}" not found`;
    const of = `failed to process volumes=[${volume['name']}]: error processing PVC ${namespace}/${name}: ${why}`;
    return `Unable to attach or mount volumes: unmounted volumes=[${volume['name']}], unattached volumes=[], ${of}`;
  }
  return undefined;
}

/** The event's message when image pull secrets of a pod are not there; undefined: they all are. */
export function pullSecretsDoubt(pod: KubernetesObject, store: ReadStore): string | undefined {
  const names: string[] = (pod['spec'].imagePullSecrets ?? []).map(({ name }: JsonObject) => name);
  const missing = names.filter((name) => name && !store.get('secrets', pod.metadata.namespace, name)).join(', ');
  if (!missing) return undefined;
  return `Unable to retrieve some image pull secrets (${missing}); attempting to pull the image may not succeed.`;
}

interface Source {
  resource: 'configmaps' | 'secrets';
  name: string;
  optional: boolean;
  /** The keys wanted; absent: whatever there is. */
  keys?: readonly string[];
}

function sourcesOf({ secret, configMap, projected }: JsonObject): Source[] {
  return [
    ...(secret ? [sourceOf('secrets', { ...secret, name: secret.secretName })] : []),
    ...(configMap ? [sourceOf('configmaps', configMap)] : []),
    ...(projected?.sources ?? []).flatMap(sourcesOfProjection),
  ];
}

function sourcesOfProjection({ secret, configMap }: JsonObject): Source[] {
  return [...(secret ? [sourceOf('secrets', secret)] : []), ...(configMap ? [sourceOf('configmaps', configMap)] : [])];
}

function sourceOf(resource: Source['resource'], { name, optional, items }: JsonObject): Source {
  const keys = items?.map(({ key }: JsonObject) => key);
  return { resource, name, optional: optional === true, ...(keys ? { keys } : {}) };
}

function sourceProblem({ resource, name, optional, keys }: Source, namespace: string, store: ReadStore) {
  if (optional) return undefined;
  const found = store.get(resource, namespace, name);
  const isSecret = resource === 'secrets';
  if (!found) return `${isSecret ? 'secret' : 'configmap'} "${name}" not found`;
  const missing = keys?.find((key) => found['data']?.[key] === undefined && found['binaryData']?.[key] === undefined);
  return missing && `references non-existent ${isSecret ? 'secret' : 'config'} key: ${missing}`;
}
