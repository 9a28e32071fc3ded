import type { Json } from '../client/api-client.ts';
import { groupOf, type Resource } from './resource.ts';

const FIRST = [
  'Namespace',
  'ResourceQuota',
  'StorageClass',
  'CustomResourceDefinition',
  'ServiceAccount',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Endpoints',
  'Service',
  'LimitRange',
  'PriorityClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
];
const LAST = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** The order kustomize prints in unless it is told otherwise: what others need first, then by kind and name. */
export function legacyOrder(resources: readonly Resource[]): Resource[] {
  return [...resources].sort(({ object: one }, { object: other }) => {
    const byKind = rank(one.kind) - rank(other.kind);
    if (byKind !== 0) return byKind;
    return sortText(one) < sortText(other) ? -1 : 1;
  });
}

function rank(kind: string): number {
  if (FIRST.includes(kind)) return FIRST.indexOf(kind) - FIRST.length;
  return LAST.indexOf(kind) + 1;
}

function sortText(object: Json): string {
  const version = object.apiVersion.split('/').at(-1);
  const kind = [groupOf(object) || '~G', version, object.kind].join('_');
  return [kind, object.metadata.namespace || '~X', object.metadata.name].join('|');
}
