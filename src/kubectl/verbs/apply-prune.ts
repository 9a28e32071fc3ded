import { lastApplied } from '../apply/last-applied.ts';
import type { Json } from '../client/api-client.ts';
import { type Resource, resourcePath } from '../client/discovery.ts';
import { findKind } from '../client/resource-names.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { listItems, type Target, targetPath } from '../selection.ts';

/** What is pruned without `--prune-allowlist`, in this order: `group/version/kind`. */
const USUAL = [
  'core/v1/ConfigMap',
  'core/v1/Endpoints',
  'core/v1/PersistentVolumeClaim',
  'core/v1/Pod',
  'core/v1/ReplicationController',
  'core/v1/Secret',
  'core/v1/Service',
  'batch/v1/Job',
  'batch/v1/CronJob',
  'networking.k8s.io/v1/Ingress',
  'apps/v1/DaemonSet',
  'apps/v1/Deployment',
  'apps/v1/ReplicaSet',
  'apps/v1/StatefulSet',
  'core/v1/Namespace',
  'core/v1/PersistentVolume',
];

/** What `apply --prune` looks for. */
export interface PrunePlan {
  resources: readonly Resource[];
}

/** Checks the options of `--prune` before anything is applied; undefined without it. */
export async function planPruning(call: Invocation): Promise<PrunePlan | undefined> {
  const { flags } = call;
  if (!flags.bool('prune')) return undefined;
  if (flags.bool('all') && flags.string('selector')) {
    throw new Failure('cannot set --all and --selector at the same time');
  }
  if (!flags.bool('all') && !flags.string('selector')) {
    throw new Failure(
      'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. ' +
        'If you did not mean to prune all resources, specify a label selector',
    );
  }
  const allowed = flags.list('prune-allowlist');
  const resources: Resource[] = [];
  for (const text of allowed.length > 0 ? allowed : USUAL) {
    const resource = await findAllowed(call, text);
    if (resource) resources.push(resource);
  }
  return { resources };
}

async function findAllowed(call: Invocation, text: string): Promise<Resource | undefined> {
  const [group, version, kind, ...rest] = text.split('/');
  if (!kind || !version || !group || rest.length > 0) {
    throw new Failure(`invalid GroupVersionKind format: ${text}, please follow <group/version/kind>`);
  }
  const apiVersion = group === 'core' ? version : `${group}/${version}`;
  const resource = await findKind(call.client, apiVersion, kind);
  if (!resource && call.flags.changed('prune-allowlist')) {
    throw new Failure(`no matches for kind "${kind}" in version "${apiVersion}"`);
  }
  return resource;
}

/** Deletes what was applied before and is not among `applied`, where those are and among what has no namespace. */
export async function prune(
  call: Invocation,
  { resources }: PrunePlan,
  applied: readonly Json[],
  print: (object: Json) => void,
): Promise<void> {
  if (!call.flags.changed('prune-allowlist')) call.log('W', 'prune.go:71', DEPRECATED);
  const kept = new Set(applied.map((object) => object.metadata?.uid));
  const namespaces = [...new Set(applied.map((object) => object.metadata?.namespace))].filter(Boolean);
  for (const namespace of [...namespaces, undefined]) {
    for (const resource of resources) {
      if (resource.namespaced !== (namespace !== undefined)) continue;
      for (const target of await appliedBefore(call, resource, namespace)) {
        if (kept.has(target.object.metadata.uid)) continue;
        await remove(call, target);
        print(target.object);
      }
    }
  }
}

async function appliedBefore(call: Invocation, resource: Resource, namespace: string | undefined): Promise<Target[]> {
  const labelSelector = call.flags.string('selector') || undefined;
  const list = await call.client.get(resourcePath(resource, namespace), { labelSelector });
  return listItems(resource, list).filter(({ object }) => lastApplied(object) !== undefined);
}

async function remove(call: Invocation, target: Target): Promise<void> {
  if (call.dryRun === 'client') return;
  const grace = call.flags.int('grace-period');
  const cascade = call.flags.string('cascade') || 'background';
  await call.client.delete(targetPath(target), {
    propagationPolicy: cascade[0]!.toUpperCase() + cascade.slice(1),
    ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}),
    ...(call.dryRun === 'server' ? { dryRun: ['All'] } : {}),
  });
}

const DEPRECATED =
  'Deprecated: kubectl apply will no longer prune non-namespaced resources by default when used with the --namespace flag in a future release. ' +
  'To preserve the current behaviour, list the resources you want to target explicitly in the --prune-allowlist flag.';
