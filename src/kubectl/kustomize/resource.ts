import type { Json } from '../client/api-client.ts';

/** An object on its way through a build, and every name it had: references and patches may use any of them. */
export interface Resource {
  object: Json;
  names: { name: string; namespace: string }[];
  /** The prefixes and suffixes it got, outermost last: two objects with the same ones belong together. */
  affixes: string[];
  /** A generated object whose name gets the hash of its content at the end. */
  hashed?: boolean;
}

const CLUSTER_SCOPED = new Set([
  'APIService',
  'CSIDriver',
  'CSINode',
  'CertificateSigningRequest',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'FlowSchema',
  'IngressClass',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'PriorityLevelConfiguration',
  'RuntimeClass',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'VolumeAttachment',
]);

/** The resource around an object just read. */
export function resourceOf(object: Json): Resource {
  const { name = '', namespace = '' } = object.metadata ?? {};
  return { object, names: [{ name, namespace }], affixes: [] };
}

/** As kustomize has it: built-in cluster kinds only; every kind it does not know lives in a namespace. */
export function isClusterScoped(object: Json): boolean {
  return CLUSTER_SCOPED.has(object.kind);
}

/** Gives the object another name and remembers the old one. */
export function rename(resource: Resource, name: string): void {
  resource.object.metadata.name = name;
  resource.names.push({ name, namespace: resource.object.metadata.namespace ?? '' });
}

/** The group of `apps/v1` is `apps`; the core group is empty. */
export function groupOf(object: Json): string {
  return object.apiVersion?.includes('/') ? object.apiVersion.split('/')[0] : '';
}

/** `Deployment.v1.apps/web.shop`, with what is missing in brackets. */
export function idText(object: Json): string {
  const version = object.apiVersion?.split('/').at(-1) || '[noVer]';
  const { name, namespace } = object.metadata ?? {};
  return `${object.kind}.${version}.${groupOf(object) || '[noGrp]'}/${name}.${namespace || '[noNs]'}`;
}

/** The map at a path of keys; makes the missing ones where `create` says so. */
export function mapAt(object: Json, path: readonly string[], create: boolean): Json | undefined {
  let place = object;
  for (const key of path) {
    if (place === null || typeof place !== 'object') return undefined;
    if (place[key] === undefined || place[key] === null) {
      if (!create) return undefined;
      place[key] = {};
    }
    place = place[key];
  }
  return place;
}

const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Deployment: ['spec', 'template'],
  Job: ['spec', 'template'],
  PodTemplate: ['template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
};

/** Where an object of this kind keeps the pods it makes; absent for a kind that makes none. */
export function templatePath(kind: string): readonly string[] | undefined {
  return TEMPLATES[kind];
}

/** The pod spec of a pod or of a kind that makes pods. */
export function podSpecIn(object: Json): Json | undefined {
  if (object.kind === 'Pod') return object.spec;
  const path = templatePath(object.kind);
  return path && mapAt(object, [...path, 'spec'], false);
}
