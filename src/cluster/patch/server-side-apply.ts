import { deepCopy } from '../deep-copy.ts';
import { deepEqual } from '../deep-equal.ts';
import { isJsonObject, type JsonObject } from '../json-object.ts';
import { ApiError, failure } from '../status.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { KubernetesObject } from '../types.ts';
import { type FieldSet, fieldSetOf, printPath, removeField } from './field-set.ts';
import { type Ownership, readOwnerships, writeOwnerships } from './managed-fields.ts';
import { isPrimitiveSet, mergeKeyAt } from './merge-keys.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** What is asked for besides the configuration. */
export interface ApplyOptions {
  manager: string;
  force: boolean;
  now: number;
}

/**
 * The live object with the configuration applied: fields it names are set and owned, fields its manager owned before
 * and no longer names are removed. Throws the 409 when another manager has a field otherwise and `force` is not set.
 */
export function serverSideApply(
  live: KubernetesObject | undefined,
  configuration: KubernetesObject,
  { manager, force, now }: ApplyOptions,
): KubernetesObject {
  const wanted = fieldSetOf(configuration);
  const ownerships = live ? knownOwnerships(live) : [];
  const own = ownerships.find((one) => one.manager === manager && one.operation === 'Apply');
  const others = ownerships.filter((one) => one !== own);
  if (live)
    settleConflicts(fieldSetOf(live), wanted, others, force, manager === 'kubectl' ? lastApplied(live) : undefined);
  const result = live ? (mergeValue(live, configuration, '') as KubernetesObject) : deepCopy(configuration);
  if (own) removeAbandoned(result, own, wanted, others);
  if (live?.metadata.annotations?.[LAST_APPLIED] && manager === 'kubectl') keepLastApplied(result, configuration);
  const paths = new Set(wanted.keys());
  const unchanged = own !== undefined && deepEqual([...own.paths].sort(), [...paths].sort());
  const time = unchanged && live && sameFields(live, result) ? own.time : formatTimestamp(now);
  const { apiVersion } = configuration;
  const mine: Ownership = { manager, operation: 'Apply', apiVersion, paths, ...(time ? { time } : {}) };
  writeOwnerships(result, [mine, ...others]);
  return result;
}

/** An object that once was applied by the client keeps what it would compare with next time. */
function keepLastApplied(result: KubernetesObject, configuration: KubernetesObject): void {
  const { [LAST_APPLIED]: _old, ...annotations } = configuration.metadata.annotations ?? {};
  const metadata = { ...configuration.metadata, annotations };
  const text = JSON.stringify({ ...configuration, metadata: withoutEmpty(metadata) }, sortKeys);
  result.metadata.annotations = { ...result.metadata.annotations, [LAST_APPLIED]: `${text}\n` };
}

function withoutEmpty<T extends { annotations: object }>(metadata: T): Partial<T> {
  const { annotations, ...rest } = metadata;
  return Object.keys(annotations).length > 0 ? metadata : (rest as Partial<T>);
}

function sortKeys(_key: string, value: unknown): unknown {
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** Objects made by ordinary writes have one owner of everything. */
function knownOwnerships(live: KubernetesObject): Ownership[] {
  if (live.metadata.managedFields?.length) return readOwnerships(live);
  const manager = live.metadata.annotations?.[LAST_APPLIED] ? 'kubectl-client-side-apply' : 'before-first-apply';
  const { status: _status, ...rest } = live;
  const paths = new Set(fieldSetOf(rest).keys());
  return [{ manager, operation: 'Update', apiVersion: live.apiVersion, paths, time: live.metadata.creationTimestamp }];
}

/** What the client applied last, by its own annotation: kubectl may take that over from itself without force. */
function lastApplied(live: KubernetesObject): FieldSet | undefined {
  try {
    return fieldSetOf(JSON.parse(live.metadata.annotations?.[LAST_APPLIED] ?? ''));
  } catch {
    return undefined;
  }
}

function settleConflicts(
  live: FieldSet,
  wanted: FieldSet,
  others: readonly Ownership[],
  force: boolean,
  applied: FieldSet | undefined,
): void {
  const conflicts: { owner: Ownership; path: string }[] = [];
  for (const [path, value] of wanted) {
    if (path.endsWith('\n.') || deepEqual(live.get(path), value)) continue;
    for (const owner of others) {
      if (owner.paths.has(path)) conflicts.push({ owner, path });
    }
  }
  if (conflicts.length === 0) return;
  const own = conflicts.every(({ path }) => applied?.has(path) && deepEqual(applied.get(path), live.get(path)));
  if (!force && !own) throw conflictError(conflicts);
  for (const { owner, path } of conflicts) owner.paths.delete(path);
}

function conflictError(conflicts: readonly { owner: Ownership; path: string }[]): ApiError {
  const byOwner = Map.groupBy(conflicts, ({ owner }) => owner);
  const texts = [...byOwner].map(([owner, list]) => {
    const fields = list.map(({ path }) => printPath(path));
    if (fields.length === 1) return `conflict with ${nameOf(owner)}: ${fields[0]}`;
    return `conflicts with ${nameOf(owner)}:\n${fields.map((field) => `- ${field}`).join('\n')}`;
  });
  const causes = conflicts.map(({ owner, path }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${nameOf(owner)}`,
    field: printPath(path),
  }));
  const count = conflicts.length === 1 ? '1 conflict' : `${conflicts.length} conflicts`;
  return new ApiError(failure(409, 'Conflict', `Apply failed with ${count}: ${texts.join('\n')}`, { causes }));
}

function nameOf(owner: Ownership): string {
  return owner.operation === 'Update' ? `"${owner.manager}" using ${owner.apiVersion}` : `"${owner.manager}"`;
}

function removeAbandoned(
  result: KubernetesObject,
  own: Ownership,
  wanted: FieldSet,
  others: readonly Ownership[],
): void {
  const abandoned = [...own.paths].filter((path) => !wanted.has(path) && !others.some((one) => one.paths.has(path)));
  // Items first: with an item its fields are gone.
  const items = abandoned.filter((path) => path.endsWith('\n.'));
  for (const path of items) {
    const prefix = path.slice(0, -1);
    const shared = others.some((one) => [...one.paths].some((other) => other.startsWith(prefix)));
    if (!shared) removeField(result, path);
  }
  for (const path of abandoned) if (!path.endsWith('\n.')) removeField(result, path);
}

function mergeValue(live: unknown, configured: unknown, path: string): unknown {
  if (Array.isArray(configured)) return mergeList(Array.isArray(live) ? live : [], configured, path);
  if (!isJsonObject(configured)) return configured;
  const result: JsonObject = isJsonObject(live) ? { ...live } : {};
  for (const [name, value] of Object.entries(configured)) {
    result[name] = mergeValue(result[name], value, path ? `${path}.${name}` : name);
  }
  return deepCopy(result);
}

function mergeList(live: readonly unknown[], configured: readonly unknown[], path: string): unknown[] {
  if (isPrimitiveSet(path)) return [...new Set([...live, ...configured])];
  const key = mergeKeyAt(path);
  if (!key) return [...configured];
  const merged = [...live] as JsonObject[];
  for (const item of configured as JsonObject[]) {
    const index = merged.findIndex((one) => one[key] === item[key]);
    if (index < 0) merged.push(item);
    else merged[index] = mergeValue(merged[index], item, path) as JsonObject;
  }
  return merged;
}

function sameFields(live: KubernetesObject, result: KubernetesObject): boolean {
  return deepEqual(
    { ...live, metadata: { ...live.metadata, managedFields: undefined } },
    { ...result, metadata: { ...result.metadata, managedFields: undefined } },
  );
}
