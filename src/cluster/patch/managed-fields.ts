import { deepEqual } from '../deep-equal.ts';
import { resourceOf } from '../kind-table.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { Kind, KubernetesObject } from '../types.ts';
import { fieldRulesOf } from './field-rules.ts';
import { fieldSetOf } from './field-set.ts';
import { checkManagedFields, type Ownership, readOwnerships, writeOwnerships } from './ownership.ts';
import { isSetByServer } from './server-fields.ts';
import { withManagedFields } from './shown-managers.ts';

/** Who writes, through which subresource, when (milliseconds). */
export interface Writer {
  manager: string;
  subresource?: string;
  now: number;
}

/** The name a request manages fields under: its `fieldManager`, else the program's. */
export function managerOf(query: URLSearchParams, userAgent: string | null): string {
  return query.get('fieldManager') || userAgent?.split('/')[0] || 'unknown';
}

/** A new object belongs to who made it, but for what the server filled in by itself; `sent` is what came. */
export function ownNewObject(kind: Kind, sent: KubernetesObject, object: KubernetesObject, writer: Writer): void {
  const rules = fieldRulesOf(kind);
  const resource = resourceOf(kind);
  const own = fieldSetOf(sent, rules, true);
  const paths = [...fieldSetOf(object, rules, true).keys()].filter(
    (path) => !(kind.hasStatus && isStatus(path)) && (own.has(path) || !isSetByServer(resource, path)),
  );
  const ownerships: Ownership[] = [];
  addTo(ownerships, writer, object.apiVersion, paths);
  writeOwnerships(object, ownerships);
}

/**
 * Moves the fields an ordinary write changes to whoever wrote. A write that sets `managedFields` itself is taken at its
 * word first; one that empties them ends the books.
 */
export function trackOwnership(kind: Kind, writer: Writer, old: KubernetesObject, object: KubernetesObject): void {
  const known = withManagedFields(kind, old).metadata.managedFields;
  const given = object.metadata.managedFields ?? undefined;
  checkManagedFields(given);
  if (given?.every((entry) => deepEqual(entry, {}))) {
    object.metadata.managedFields = [];
    return;
  }
  const kept = given === undefined || deepEqual(given, known);
  const rules = fieldRulesOf(kind);
  const before = fieldSetOf(old, rules, true);
  const after = fieldSetOf(object, rules, true);
  const changed = [...after].filter(([path, value]) => !deepEqual(before.get(path), value)).map(([path]) => path);
  const gone = [...before.keys()].filter((path) => !after.has(path));
  if (kept && (old.metadata.managedFields?.length === 0 || (changed.length === 0 && gone.length === 0))) {
    keep(old, object);
    return;
  }
  const ownerships = readOwnerships(kept ? withManagedFields(kind, old) : object);
  for (const { paths } of ownerships) for (const path of [...changed, ...gone]) paths.delete(path);
  addTo(ownerships, writer, object.apiVersion, changed);
  writeOwnerships(object, ownerships);
}

function keep(old: KubernetesObject, object: KubernetesObject): void {
  if (old.metadata.managedFields) object.metadata.managedFields = old.metadata.managedFields;
  else delete object.metadata.managedFields;
}

function addTo(ownerships: Ownership[], writer: Writer, apiVersion: string, paths: readonly string[]): void {
  if (paths.length === 0) return;
  const { manager, subresource } = writer;
  const time = formatTimestamp(writer.now);
  const known = ownerships.find(
    (one) =>
      one.manager === manager &&
      one.operation === 'Update' &&
      one.apiVersion === apiVersion &&
      (one.subresource ?? undefined) === subresource,
  );
  if (!known) {
    const entry: Ownership = { manager, operation: 'Update', apiVersion, time, paths: new Set(paths) };
    ownerships.push(subresource ? { ...entry, subresource } : entry);
    return;
  }
  for (const path of paths) known.paths.add(path);
  known.time = time;
}

function isStatus(path: string): boolean {
  return path === 'f:status' || path.startsWith('f:status\n');
}
