import { isJsonObject, type JsonObject } from '../json-object.ts';
import { isPrimitiveSet, mergeKeyAt } from './merge-keys.ts';

/** A place in an object as FieldsV1 names it: `f:spec`, `k:{"name":"web"}`, `v:"x"`, and `.` for a list item itself. */
export type FieldPath = readonly string[];

/** The fields of an object by path (joined by `separator`), with their values. */
export type FieldSet = Map<string, unknown>;

const SEPARATOR = '\n';
const UNOWNED = new Set(['apiVersion', 'kind']);
const UNOWNED_METADATA = new Set([
  'name',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generateName',
  'selfLink',
  'managedFields',
]);
/** Maps that are owned as a whole. */
const ATOMIC = /(^|\.)(selector|nodeSelector)$/;

export function fieldSetOf(object: JsonObject): FieldSet {
  const fields: FieldSet = new Map();
  for (const [name, value] of Object.entries(object)) {
    if (UNOWNED.has(name)) continue;
    if (name === 'metadata') {
      const owned = Object.entries(value).filter(([key]) => !UNOWNED_METADATA.has(key));
      collect(Object.fromEntries(owned), ['f:metadata'], 'metadata', fields, true);
    } else {
      collect(value, [`f:${name}`], name, fields);
    }
  }
  return fields;
}

function collect(value: unknown, path: FieldPath, place: string, fields: FieldSet, isRoot = false): void {
  if (Array.isArray(value)) {
    collectList(value, path, place, fields);
  } else if (isJsonObject(value) && !ATOMIC.test(place) && Object.keys(value).length > 0) {
    for (const [name, field] of Object.entries(value))
      collect(field, [...path, `f:${name}`], `${place}.${name}`, fields);
  } else if (!isRoot) {
    fields.set(path.join(SEPARATOR), value);
  }
}

function collectList(list: unknown[], path: FieldPath, place: string, fields: FieldSet): void {
  const key = mergeKeyAt(place);
  if (isPrimitiveSet(place)) {
    for (const item of list) fields.set([...path, `v:${JSON.stringify(item)}`].join(SEPARATOR), item);
  } else if (key && list.every((item) => isJsonObject(item) && item[key] !== undefined)) {
    for (const item of list as JsonObject[]) {
      const itemPath = [...path, `k:${JSON.stringify({ [key]: item[key] })}`];
      fields.set([...itemPath, '.'].join(SEPARATOR), item[key]);
      for (const [name, field] of Object.entries(item))
        collect(field, [...itemPath, `f:${name}`], `${place}.${name}`, fields);
    }
  } else {
    fields.set(path.join(SEPARATOR), list);
  }
}

/** The paths as `managedFields[].fieldsV1` nests them. */
export function toFieldsV1(paths: Iterable<string>): JsonObject {
  const root: JsonObject = {};
  for (const path of paths) {
    let node = root;
    for (const segment of path.split(SEPARATOR)) node = node[segment] ??= {};
  }
  return root;
}

export function fromFieldsV1(fields: JsonObject, prefix: FieldPath = []): string[] {
  return Object.entries(fields).flatMap(([segment, below]) => {
    const path = [...prefix, segment];
    if (!isJsonObject(below) || Object.keys(below).length === 0) return [path.join(SEPARATOR)];
    return fromFieldsV1(below, path);
  });
}

/** A path as conflict messages show it: `.spec.containers[name="web"].image`. */
export function printPath(path: string): string {
  return path
    .split(SEPARATOR)
    .map((segment) => {
      if (segment.startsWith('f:')) return `.${segment.slice(2)}`;
      if (segment.startsWith('v:')) return `[=${segment.slice(2)}]`;
      if (segment === '.') return '';
      const [key, value] = Object.entries(JSON.parse(segment.slice(2)))[0]!;
      return `[${key}=${JSON.stringify(value)}]`;
    })
    .join('');
}

/** Takes the field at `path` out of `object`, which is changed; a list item goes with its `.`. */
export function removeField(object: JsonObject, path: string): void {
  const segments = path.split(SEPARATOR);
  const isItem = segments.at(-1) === '.';
  const last = isItem ? segments.at(-2)! : segments.at(-1)!;
  let node: unknown = object;
  for (const segment of segments.slice(0, isItem ? -2 : -1)) node = step(node, segment);
  if (Array.isArray(node)) {
    const index = node.indexOf(step(node, last));
    if (index >= 0) node.splice(index, 1);
  } else if (isJsonObject(node)) {
    delete node[last.slice(2)];
  }
}

function step(node: unknown, segment: string): unknown {
  if (segment.startsWith('f:')) return isJsonObject(node) ? node[segment.slice(2)] : undefined;
  if (!Array.isArray(node)) return undefined;
  if (segment.startsWith('v:')) return node.find((item) => JSON.stringify(item) === segment.slice(2));
  const [key, value] = Object.entries(JSON.parse(segment.slice(2)))[0]!;
  return node.find((item) => isJsonObject(item) && item[key] === value);
}
