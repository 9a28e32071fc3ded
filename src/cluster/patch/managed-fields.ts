import { deepEqual } from '../deep-equal.ts';
import type { JsonObject } from '../json-object.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { KubernetesObject } from '../types.ts';
import { fieldSetOf, fromFieldsV1, toFieldsV1 } from './field-set.ts';

/** One manager's fields. */
export interface Ownership {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  time?: string;
  paths: Set<string>;
  subresource?: string;
}

export function readOwnerships(object: KubernetesObject): Ownership[] {
  return ((object.metadata.managedFields ?? []) as JsonObject[]).map((entry) => ({
    manager: entry['manager'],
    operation: entry['operation'],
    apiVersion: entry['apiVersion'],
    ...(entry['time'] ? { time: entry['time'] } : {}),
    ...(entry['subresource'] ? { subresource: entry['subresource'] } : {}),
    paths: new Set(fromFieldsV1(entry['fieldsV1'] ?? {})),
  }));
}

export function writeOwnerships(object: KubernetesObject, ownerships: readonly Ownership[]): void {
  object.metadata.managedFields = ownerships
    .filter(({ paths }) => paths.size > 0)
    .map(({ manager, operation, apiVersion, time, paths, subresource }) => ({
      apiVersion,
      fieldsType: 'FieldsV1',
      fieldsV1: toFieldsV1(paths),
      manager,
      operation,
      ...(subresource ? { subresource } : {}),
      ...(time ? { time } : {}),
    }));
}

/** The name a request manages fields under: its `fieldManager`, else the program's. */
export function managerOf(query: URLSearchParams, userAgent: string | null): string {
  return query.get('fieldManager') || userAgent?.split('/')[0] || 'unknown';
}

/**
 * Moves fields an ordinary write changes to whoever wrote. Only objects that were applied by the server keep books,
 * so that the others stay small; a write that sets `managedFields` itself is taken at its word.
 */
export function trackOwnership(
  manager: string,
  old: KubernetesObject | undefined,
  object: KubernetesObject,
  now: number,
): void {
  if (!old?.metadata.managedFields) return;
  if (!deepEqual(old.metadata.managedFields, object.metadata.managedFields ?? old.metadata.managedFields)) return;
  const before = fieldSetOf(old);
  const after = fieldSetOf(object);
  const changed = [...after].filter(([path, value]) => !deepEqual(before.get(path), value)).map(([path]) => path);
  const gone = [...before.keys()].filter((path) => !after.has(path));
  object.metadata.managedFields = old.metadata.managedFields;
  if (changed.length === 0 && gone.length === 0) return;
  const ownerships = readOwnerships(old);
  for (const { paths } of ownerships) for (const path of [...changed, ...gone]) paths.delete(path);
  if (changed.length > 0) own(ownerships, manager, object.apiVersion, changed, formatTimestamp(now));
  writeOwnerships(object, ownerships);
}

function own(ownerships: Ownership[], manager: string, apiVersion: string, paths: string[], time: string): void {
  const known = ownerships.find((one) => one.manager === manager && one.operation === 'Update');
  if (!known) {
    ownerships.push({ manager, operation: 'Update', apiVersion, time, paths: new Set(paths) });
    return;
  }
  for (const path of paths) known.paths.add(path);
  known.time = time;
}
