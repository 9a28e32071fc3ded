import type { Json } from '../client/api-client.ts';
import { isMap, sameValue } from './merge-patch.ts';

/** Lists the API merges item by item: the field that names an item. `parent/field` where a name has two meanings. */
const MERGE_KEYS: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  env: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  imagePullSecrets: 'name',
  secrets: 'name',
  hostAliases: 'ip',
  podIPs: 'ip',
  conditions: 'type',
  addresses: 'type',
  ownerReferences: 'uid',
  topologySpreadConstraints: 'topologyKey',
  resourceClaims: 'name',
  schedulingGates: 'name',
  'container/ports': 'containerPort',
  'spec/ports': 'port',
};

const CONTAINER_LISTS = new Set(['containers', 'initContainers', 'ephemeralContainers']);
const PRIMITIVE_MERGE_LISTS = new Set(['finalizers']);
/** Maps of which only one member may be set: the patch names the ones to keep. */
const RETAIN_KEYS = new Set(['volumes', 'strategy', 'updateStrategy']);

/** The strategic merge patch that takes `current` to `modified`, dropping what `original` had and `modified` has not. */
export function threeWayStrategicPatch(original: Json, modified: Json, current: Json): Json {
  return diffMaps(original ?? {}, modified, current ?? {}, '');
}

/** The strategic merge patch between two states of one object. */
export function twoWayStrategicPatch(from: Json, to: Json): Json {
  return diffMaps(from, to, from, '');
}

function diffMaps(original: Json, modified: Json, current: Json, parent: string): Json {
  const patch: Json = {};
  for (const key of Object.keys(original)) {
    if (!(key in modified)) patch[key] = null;
  }
  for (const [key, value] of Object.entries(modified)) {
    const now = current[key];
    if (isMap(value) && isMap(now)) putMap(patch, key, original[key], value, now);
    else if (Array.isArray(value) && Array.isArray(now)) putList(patch, key, parent, original[key], value, now);
    else if (value === null ? now !== undefined && now !== null : !sameValue(now, value)) patch[key] = value;
  }
  return patch;
}

function putMap(patch: Json, key: string, original: Json, value: Json, now: Json): void {
  const inner = diffMaps(isMap(original) ? original : {}, value, now, key);
  if (Object.keys(inner).length === 0) return;
  patch[key] = RETAIN_KEYS.has(key) ? { $retainKeys: Object.keys(value).sort(), ...inner } : inner;
}

function putList(patch: Json, key: string, parent: string, original: Json, value: Json[], now: Json[]): void {
  const before: Json[] = Array.isArray(original) ? original : [];
  if (PRIMITIVE_MERGE_LISTS.has(key)) {
    putPrimitives(patch, key, before, value, now);
    return;
  }
  const mergeKey = mergeKeyOf(key, parent);
  if (!mergeKey || !keyed(value, mergeKey) || !keyed(now, mergeKey)) {
    if (!sameValue(value, now)) patch[key] = value;
    return;
  }
  const items = diffItems(key, mergeKey, before, value, now);
  const order = value.map((item) => item[mergeKey]);
  const liveOrder = now.map((item) => item[mergeKey]).filter((name) => order.includes(name));
  if (items.length === 0 && sameValue(order, liveOrder)) return;
  patch[`$setElementOrder/${key}`] = order.map((name) => ({ [mergeKey]: name }));
  if (items.length > 0) patch[key] = items;
}

function diffItems(key: string, mergeKey: string, before: Json[], value: Json[], now: Json[]): Json[] {
  const find = (list: Json[], name: Json): Json => list.find((item) => item[mergeKey] === name);
  const itemParent = CONTAINER_LISTS.has(key) ? 'container' : key;
  const items: Json[] = [];
  for (const item of value) {
    const live = find(now, item[mergeKey]);
    if (!live) {
      items.push(item);
      continue;
    }
    const inner = diffMaps(find(before, item[mergeKey]) ?? {}, item, live, itemParent);
    if (Object.keys(inner).length === 0) continue;
    const retain = RETAIN_KEYS.has(key) ? { $retainKeys: Object.keys(item).sort() } : {};
    items.push({ ...retain, ...inner, [mergeKey]: item[mergeKey] });
  }
  for (const item of before) {
    const name = item[mergeKey];
    if (!find(value, name) && find(now, name)) items.push({ $patch: 'delete', [mergeKey]: name });
  }
  return items;
}

function putPrimitives(patch: Json, key: string, before: Json[], value: Json[], now: Json[]): void {
  const added = value.filter((item) => !now.includes(item));
  const removed = before.filter((item) => !value.includes(item) && now.includes(item));
  if (added.length > 0) patch[key] = added;
  if (removed.length > 0) patch[`$deleteFromPrimitiveList/${key}`] = removed;
  if (added.length + removed.length > 0) patch[`$setElementOrder/${key}`] = value;
}

function mergeKeyOf(key: string, parent: string): string | undefined {
  return MERGE_KEYS[`${parent}/${key}`] ?? MERGE_KEYS[key];
}

function keyed(list: readonly Json[], mergeKey: string): boolean {
  return list.every((item) => isMap(item) && item[mergeKey] !== undefined);
}
