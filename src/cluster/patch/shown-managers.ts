import { isJsonObject } from '../json-object.ts';
import { resourceOf } from '../kind-table.ts';
import type { Kind, KubernetesObject, ResourceName } from '../types.ts';
import { fieldRulesOf } from './field-rules.ts';
import { type FieldSet, fieldSetOf, isWithin, WHOLE } from './field-set.ts';
import { type Ownership, readOwnerships, writeOwnerships } from './ownership.ts';
import { isSetByServer } from './server-fields.ts';

/** Who writes the status of a resource; all others: the controllers. */
const STATUS_WRITERS: Readonly<Record<ResourceName, string>> = { pods: 'kubelet', nodes: 'kubelet' };
/** Who makes objects that no client made. */
const MAKERS: Readonly<Record<ResourceName, string>> = {
  nodes: 'kubelet',
  namespaces: 'kube-apiserver',
  services: 'kube-apiserver',
  'priorityclasses.scheduling.k8s.io': 'kube-apiserver',
};
const CONTROLLERS = 'kube-controller-manager';
const CONTROLLER_ANNOTATION =
  /^f:metadata\nf:annotations(\nf:(deployment|autoscaling|pv|volume)\.[\w.]*kubernetes\.io\/.*)?$/;

/** What was shown of an object; stored objects never change. */
const shown = new WeakMap<KubernetesObject, KubernetesObject>();

/**
 * The object with all its managers. Controllers keep no books of what they write, which is most of what is written:
 * what nobody else owns and they are known to write is theirs.
 */
export function withManagedFields(kind: Kind, object: KubernetesObject): KubernetesObject {
  const known = shown.get(object);
  if (known) return known;
  const result = { ...object, metadata: { ...object.metadata } };
  if (object.metadata.managedFields?.length === 0) delete result.metadata.managedFields;
  else writeOwnerships(result, ownershipsOf(kind, object));
  if (result.metadata.managedFields?.length === 0) delete result.metadata.managedFields;
  shown.set(object, result);
  return result;
}

function ownershipsOf(kind: Kind, object: KubernetesObject): Ownership[] {
  const fields = fieldSetOf(object, fieldRulesOf(kind), true);
  const booked = object.metadata.managedFields ? readOwnerships(object) : undefined;
  const ownerships = booked ?? [];
  for (const { paths } of ownerships) for (const path of paths) if (!isThere(fields, path)) paths.delete(path);
  const resource = resourceOf(kind);
  const owned = new Set(ownerships.flatMap(({ paths }) => [...paths]));
  const isFree = (path: string, value: unknown) =>
    !owned.has(path) && !isSetByServer(resource, path) && !(value === WHOLE && holdsAny(owned, path));
  const free = [...fields].filter(([path, value]) => isFree(path, value)).map(([path]) => path);
  const isStatus = (path: string) => kind.hasStatus === true && /^f:status(\n|$)/.test(path);
  const status = free.filter((path) => isStatus(path) && !isEmpty(fields.get(path)));
  const rest = free.filter((path) => !isStatus(path));
  give(
    ownerships,
    object,
    booked ? CONTROLLERS : makerOf(resource, object),
    booked ? rest.filter((path) => CONTROLLER_ANNOTATION.test(path)) : rest,
  );
  // The phase a new object starts in is the server's.
  if (status.some((path) => path !== 'f:status\nf:phase')) {
    give(ownerships, object, STATUS_WRITERS[resource] ?? CONTROLLERS, status, 'status');
  }
  return ownerships;
}

function isEmpty(value: unknown): boolean {
  return isJsonObject(value) && Object.keys(value).length === 0;
}

function isThere(fields: FieldSet, path: string): boolean {
  return fields.has(path) || holdsAny(fields.keys(), path);
}

function holdsAny(paths: Iterable<string>, outer: string): boolean {
  for (const path of paths) if (isWithin(path, outer)) return true;
  return false;
}

function makerOf(resource: ResourceName, object: KubernetesObject): string {
  return object['source']?.component || object['reportingComponent'] || MAKERS[resource] || CONTROLLERS;
}

function give(
  ownerships: Ownership[],
  object: KubernetesObject,
  manager: string,
  paths: readonly string[],
  subresource?: string,
): void {
  if (paths.length === 0) return;
  const known = ownerships.find(
    (one) => one.manager === manager && one.operation === 'Update' && one.subresource === subresource,
  );
  if (known) {
    for (const path of paths) known.paths.add(path);
    return;
  }
  const made = object.metadata.creationTimestamp;
  const time = subresource ? (newestTime(object['status']) ?? made) : made;
  const { apiVersion } = object;
  ownerships.push({
    manager,
    operation: 'Update',
    apiVersion,
    paths: new Set(paths),
    ...(time ? { time } : {}),
    ...(subresource ? { subresource } : {}),
  });
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** The last moment a status speaks of. */
function newestTime(value: unknown): string | undefined {
  if (typeof value === 'string') return TIME.test(value) ? value : undefined;
  const parts = Array.isArray(value) ? value : isJsonObject(value) ? Object.values(value) : [];
  return parts
    .map(newestTime)
    .filter((time) => time !== undefined)
    .sort()
    .at(-1);
}
