import { isJsonObject, type JsonObject } from '../json-object.ts';
import { isPrimitiveSet, mergeKeyAt } from './merge-keys.ts';
import { orderElements } from './order-elements.ts';

const ORDER = '$setElementOrder/';
const DELETE_VALUES = '$deleteFromPrimitiveList/';

/**
 * Kubernetes' strategic merge patch for the built-in types, with all directives. Returns the patched object; neither
 * argument is changed. Throws `PatchError` for a patch that makes no sense.
 */
export function strategicMergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  return mergeObject(target, patch, '');
}

/** A patch that cannot be applied; the message is the API server's. */
export class PatchError extends Error {
  override readonly name = 'PatchError';
}

function mergeObject(target: JsonObject, patch: JsonObject, path: string): JsonObject {
  const directive = patch['$patch'];
  if (directive === 'replace') return withoutDirectives(patch);
  if (directive === 'delete') return {};
  if (directive !== undefined && directive !== 'merge') {
    throw new PatchError(`Unknown patch type found: ${String(directive)}`);
  }
  const result = retain(target, patch['$retainKeys']);
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith(DELETE_VALUES)) removeValues(result, key.slice(DELETE_VALUES.length), value);
  }
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) continue;
    const place = path ? `${path}.${key}` : key;
    if (value === null) delete result[key];
    else result[key] = mergeValue(result[key], value, place);
  }
  for (const [key, order] of Object.entries(patch)) {
    if (key.startsWith(ORDER)) applyOrder(target, result, key.slice(ORDER.length), order, path);
  }
  return result;
}

function mergeValue(target: unknown, value: unknown, path: string): unknown {
  if (Array.isArray(value)) return mergeList(Array.isArray(target) ? target : [], value, path);
  if (isJsonObject(value)) return mergeObject(isJsonObject(target) ? target : {}, value, path);
  return value;
}

function mergeList(target: unknown[], patch: unknown[], path: string): unknown[] {
  if (isPrimitiveSet(path)) {
    return orderElements([...new Set([...target, ...patch])], patch, target, undefined);
  }
  const key = mergeKeyAt(path);
  if (!key) return patch;
  const entries = patch.map((entry) => keyedEntry(entry, key));
  if (entries.some((entry) => entry['$patch'] === 'replace')) {
    return entries.filter((entry) => entry['$patch'] !== 'replace').map(withoutDirectives);
  }
  const deleted = new Set(entries.filter((entry) => entry['$patch'] === 'delete').map((entry) => entry[key]));
  const kept = target.filter((item) => !isJsonObject(item) || !deleted.has(item[key]));
  const changes = entries.filter((entry) => entry['$patch'] !== 'delete');
  return orderElements(mergeEntries(kept, changes, key, path), changes, target, key);
}

function mergeEntries(target: unknown[], entries: readonly JsonObject[], key: string, path: string): unknown[] {
  const merged = [...target];
  for (const entry of entries) {
    const position = merged.findIndex((item) => isJsonObject(item) && item[key] === entry[key]);
    if (position < 0) merged.push(mergeObject({}, entry, path));
    else merged[position] = mergeObject(merged[position] as JsonObject, entry, path);
  }
  return merged;
}

function keyedEntry(entry: unknown, key: string): JsonObject {
  if (!isJsonObject(entry)) throw new PatchError(`expected a map in a list merged by ${key}, got ${String(entry)}`);
  if (entry[key] === undefined && entry['$patch'] !== 'replace') {
    throw new PatchError(`map: ${goMap(entry)} does not contain declared merge key: ${key}`);
  }
  return entry;
}

function applyOrder(target: JsonObject, result: JsonObject, field: string, order: unknown, path: string): void {
  const list = result[field];
  if (!Array.isArray(list) || !Array.isArray(order)) return;
  const live = Array.isArray(target[field]) ? target[field] : [];
  const key = mergeKeyAt(path ? `${path}.${field}` : field);
  result[field] = orderElements(list, order, live, key);
}

function removeValues(result: JsonObject, field: string, values: unknown): void {
  if (!Array.isArray(result[field]) || !Array.isArray(values)) return;
  result[field] = result[field].filter((value) => !values.includes(value));
}

function retain(target: JsonObject, keys: unknown): JsonObject {
  if (!Array.isArray(keys)) return { ...target };
  return Object.fromEntries(Object.entries(target).filter(([key]) => keys.includes(key)));
}

function withoutDirectives(patch: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(patch)
      .filter(([key, value]) => !key.startsWith('$') && value !== null)
      .map(([key, value]) => [key, isJsonObject(value) ? withoutDirectives(value) : value]),
  );
}

/** Go's `%v` of a map: `map[a:1 b:map[c:2]]`. */
export function goMap(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goMap).join(' ')}]`;
  if (!isJsonObject(value)) return value === null ? '<nil>' : String(value);
  const keys = Object.keys(value).sort();
  return `map[${keys.map((key) => `${key}:${goMap(value[key])}`).join(' ')}]`;
}
