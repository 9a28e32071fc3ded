import { isJsonObject, type JsonObject } from '../json-object.ts';
import type { FieldRules } from './field-rules.ts';

/** A place in an object as FieldsV1 names it: `f:spec`, `k:{"name":"web"}`, `v:"x"`. */
export type FieldPath = readonly string[];

/** The fields of an object by path (joined by `separator`), with their values; maps and items that hold more: `WHOLE`. */
export type FieldSet = Map<string, unknown>;

/** Stands for a map, struct or list item itself, whatever is in it. */
export const WHOLE = 'the whole';

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

/**
 * The fields an object sets. An ordinary write also owns the maps it brings (`maps`), an apply only what is in them.
 */
export function fieldSetOf(object: JsonObject, rules: FieldRules, maps = false): FieldSet {
  const fields: FieldSet = new Map();
  const walk = new FieldWalk(rules, maps, fields);
  for (const [name, value] of Object.entries(object)) {
    if (UNOWNED.has(name)) continue;
    if (name !== 'metadata') walk.collect(value, `f:${name}`, name);
    else walk.collectMetadata(value);
  }
  return fields;
}

class FieldWalk {
  readonly #rules: FieldRules;
  readonly #maps: boolean;
  readonly #fields: FieldSet;

  constructor(rules: FieldRules, maps: boolean, fields: FieldSet) {
    this.#rules = rules;
    this.#maps = maps;
    this.#fields = fields;
  }

  collectMetadata(metadata: JsonObject): void {
    for (const [name, value] of Object.entries(metadata)) {
      if (!UNOWNED_METADATA.has(name)) this.collect(value, `f:metadata${SEPARATOR}f:${name}`, `metadata.${name}`);
    }
  }

  collect(value: unknown, path: string, place: string): void {
    if (Array.isArray(value)) {
      this.#collectList(value, path, place);
    } else if (isJsonObject(value) && !this.#rules.isAtomic(place) && !isEmpty(value)) {
      this.#own(path, place);
      this.#collectFields(value, path, place);
    } else if (value !== null && value !== undefined) {
      this.#fields.set(path, value);
    }
  }

  #collectFields(object: JsonObject, path: string, place: string): void {
    for (const name in object) this.collect(object[name], `${path}${SEPARATOR}f:${name}`, `${place}.${name}`);
  }

  #collectList(list: unknown[], path: string, place: string): void {
    const keys = this.#rules.keysAt(place);
    if (list.length === 0) {
      this.#fields.set(path, list);
    } else if (this.#rules.isSet(place)) {
      this.#own(path, place);
      for (const item of list) this.#fields.set(`${path}${SEPARATOR}v:${JSON.stringify(item)}`, item);
    } else if (keys && list.every((item) => isJsonObject(item) && keyOf(item, keys) !== undefined)) {
      this.#own(path, place);
      for (const item of list as JsonObject[]) {
        const itemPath = `${path}${SEPARATOR}k:${keyOf(item, keys)}`;
        this.#fields.set(itemPath, WHOLE);
        this.#collectFields(item, itemPath, place);
      }
    } else {
      this.#fields.set(path, list);
    }
  }

  #own(path: string, place: string): void {
    // Within a list's item nothing was there before.
    if (this.#maps && (path.includes(`${SEPARATOR}k:`) || !this.#rules.isAlwaysThere(place))) {
      this.#fields.set(path, WHOLE);
    }
  }
}

/** What tells an item apart, as FieldsV1 writes it; undefined when it lacks a key. */
export function keyOf(item: JsonObject, keys: readonly string[]): string | undefined {
  const values: JsonObject = {};
  for (const key of keys) {
    const value = item[key] ?? KEY_DEFAULTS[key];
    if (value === undefined) return undefined;
    values[key] = value;
  }
  return JSON.stringify(values);
}

const KEY_DEFAULTS: Record<string, unknown> = { protocol: 'TCP' };

function isEmpty(object: JsonObject): boolean {
  for (const _ in object) return false;
  return true;
}

/** The paths as `managedFields[].fieldsV1` nests them. */
export function toFieldsV1(paths: Iterable<string>): JsonObject {
  const root: JsonObject = {};
  const owned: JsonObject[] = [];
  for (const path of paths) {
    let node = root;
    for (const segment of path.split(SEPARATOR)) node = node[segment] ??= {};
    owned.push(node);
  }
  for (const node of owned) if (!isEmpty(node)) node['.'] = {};
  return sorted(root);
}

function sorted(node: JsonObject): JsonObject {
  const names = Object.keys(node).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(node[name])]));
}

export function fromFieldsV1(fields: JsonObject, prefix: FieldPath = []): string[] {
  return Object.entries(fields).flatMap(([segment, below]) => {
    if (segment === '.') return prefix.length > 0 ? [prefix.join(SEPARATOR)] : [];
    const path = [...prefix, segment];
    if (!isJsonObject(below) || isEmpty(below)) return [path.join(SEPARATOR)];
    return fromFieldsV1(below, path);
  });
}

/** A path and all that it lies within, outermost first. */
export function parentsOf(path: string): string[] {
  const segments = path.split(SEPARATOR);
  return segments.map((_, index) => segments.slice(0, index + 1).join(SEPARATOR));
}

/** Whether `path` lies within `outer`, which is no part of itself. */
export function isWithin(path: string, outer: string): boolean {
  return path.length > outer.length && path.startsWith(outer) && path[outer.length] === SEPARATOR;
}

/** How deep a path lies. */
export function depthOf(path: string): number {
  return path.split(SEPARATOR).length;
}

/** A path as conflict messages show it: `.spec.containers[name="web"].image`. */
export function printPath(path: string): string {
  return path
    .split(SEPARATOR)
    .map((segment) => {
      if (segment.startsWith('f:')) return `.${segment.slice(2)}`;
      if (segment.startsWith('v:')) return `[=${segment.slice(2)}]`;
      const keys = Object.entries(JSON.parse(segment.slice(2)));
      return `[${keys.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}]`;
    })
    .join('');
}

/** Takes the field, or list item, at `path` out of `object`, which is changed. */
export function removeField(object: JsonObject, path: string): void {
  const segments = path.split(SEPARATOR);
  const last = segments.pop()!;
  let node: unknown = object;
  for (const segment of segments) node = step(node, segment);
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
  const keys = Object.keys(JSON.parse(segment.slice(2)));
  return node.find((item) => isJsonObject(item) && keyOf(item, keys) === segment.slice(2));
}
