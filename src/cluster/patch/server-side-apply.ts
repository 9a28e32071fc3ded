import { deepCopy } from '../deep-copy.ts';
import { deepEqual } from '../deep-equal.ts';
import { isJsonObject, type JsonObject } from '../json-object.ts';
import { ApiError, badRequest, failure } from '../status.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { Kind, KubernetesObject } from '../types.ts';
import { duplicateEntries } from './duplicate-entries.ts';
import { type FieldRules, fieldRulesOf } from './field-rules.ts';
import { depthOf, type FieldSet, fieldSetOf, keyOf, parentsOf, printPath, removeField, WHOLE } from './field-set.ts';
import { type Ownership, readOwnerships, writeOwnerships } from './ownership.ts';
import { withManagedFields } from './shown-managers.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** What is asked for besides the configuration. */
export interface ApplyOptions {
  kind: Kind;
  manager: string;
  subresource?: string;
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
  { kind, manager, subresource, force, now }: ApplyOptions,
): KubernetesObject {
  const rules = fieldRulesOf(kind);
  checkKeys(kind, configuration, rules);
  const wanted = fieldSetOf(configuration, rules);
  const ownerships = live ? knownOwnerships(kind, live) : [];
  const own = ownerships.find(
    (one) => one.manager === manager && one.operation === 'Apply' && one.subresource === subresource,
  );
  const others = ownerships.filter((one) => one !== own);
  if (live) {
    const applied = manager === 'kubectl' ? lastApplied(live, rules) : undefined;
    settleConflicts(fieldSetOf(live, rules), wanted, others, force, applied);
  }
  const result = live ? (mergeValue(live, configuration, '', rules) as KubernetesObject) : deepCopy(configuration);
  if (own) removeAbandoned(result, own, wanted, others);
  if (live?.metadata.annotations?.[LAST_APPLIED] && manager === 'kubectl') keepLastApplied(result, configuration);
  const paths = new Set(wanted.keys());
  const unchanged = own !== undefined && deepEqual([...own.paths].sort(), [...paths].sort());
  const time = unchanged && live && sameFields(live, result) ? own.time : formatTimestamp(now);
  const { apiVersion } = configuration;
  const mine: Ownership = { manager, operation: 'Apply', apiVersion, paths, ...(time ? { time } : {}) };
  if (subresource) mine.subresource = subresource;
  writeOwnerships(result, [mine, ...others]);
  return result;
}

function checkKeys(kind: Kind, configuration: KubernetesObject, rules: FieldRules): void {
  const duplicates = duplicateEntries(configuration, rules);
  if (!duplicates) return;
  const { namespace = '', name } = configuration.metadata;
  const what = `${namespace}/${name}; ${configuration.apiVersion}, Kind=${kind.kind}`;
  throw new ApiError(failure(500, undefined, `failed to create typed patch object (${what}): ${duplicates}`));
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

/** An object whose books were ended had one owner of everything. */
function knownOwnerships(kind: Kind, live: KubernetesObject): Ownership[] {
  const { managedFields } = withManagedFields(kind, live).metadata;
  if (managedFields) return readOwnerships(withManagedFields(kind, live));
  const { status: _status, ...rest } = live;
  const paths = new Set(fieldSetOf(rest, fieldRulesOf(kind)).keys());
  if (paths.size === 0) return [];
  const time = live.metadata.creationTimestamp;
  return [{ manager: 'before-first-apply', operation: 'Update', apiVersion: live.apiVersion, paths, time }];
}

/** What the client applied last, by its own annotation: kubectl may take that over from itself without force. */
function lastApplied(live: KubernetesObject, rules: FieldRules): FieldSet | undefined {
  try {
    return fieldSetOf(JSON.parse(live.metadata.annotations?.[LAST_APPLIED] ?? ''), rules);
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
    if (value === WHOLE || deepEqual(live.get(path), value)) continue;
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
  const name = owner.subresource ? `"${owner.manager}" with subresource "${owner.subresource}"` : `"${owner.manager}"`;
  return owner.operation === 'Update' ? `${name} using ${owner.apiVersion}` : name;
}

function removeAbandoned(
  result: KubernetesObject,
  own: Ownership,
  wanted: FieldSet,
  others: readonly Ownership[],
): void {
  const kept = withParents([...wanted.keys(), ...others.flatMap(({ paths }) => [...paths])]);
  const abandoned = [...withParents(own.paths)].filter((path) => !kept.has(path));
  // The outermost first: with an item its fields are gone.
  for (const path of abandoned.sort((left, right) => depthOf(left) - depthOf(right))) removeField(result, path);
}

function withParents(paths: Iterable<string>): Set<string> {
  const all = new Set<string>();
  for (const path of paths) for (const one of parentsOf(path)) all.add(one);
  return all;
}

function mergeValue(live: unknown, configured: unknown, path: string, rules: FieldRules): unknown {
  if (Array.isArray(configured)) return mergeList(Array.isArray(live) ? live : [], configured, path, rules);
  if (!isJsonObject(configured) || rules.isAtomic(path)) return configured;
  const result: JsonObject = isJsonObject(live) ? { ...live } : {};
  for (const [name, value] of Object.entries(configured)) {
    result[name] = mergeValue(result[name], value, path ? `${path}.${name}` : name, rules);
  }
  return deepCopy(result);
}

function mergeList(
  live: readonly unknown[],
  configured: readonly unknown[],
  path: string,
  rules: FieldRules,
): unknown[] {
  if (rules.isSet(path)) return [...new Set([...live, ...configured])];
  const keys = rules.keysAt(path);
  if (!keys) return [...configured];
  const merged = live.filter(isJsonObject);
  for (const item of configured) {
    if (!isJsonObject(item)) throw badRequest(`${path}: the items must be objects`);
    const key = keyOf(item, keys);
    const index = key === undefined ? -1 : merged.findIndex((one) => keyOf(one, keys) === key);
    if (index < 0) merged.push(item);
    else merged[index] = mergeValue(merged[index], item, path, rules) as JsonObject;
  }
  return merged;
}

function sameFields(live: KubernetesObject, result: KubernetesObject): boolean {
  return deepEqual(
    { ...live, metadata: { ...live.metadata, managedFields: undefined } },
    { ...result, metadata: { ...result.metadata, managedFields: undefined } },
  );
}
