import { isJsonObject, type JsonObject } from '../json-object.ts';
import { bytesOf } from '../quantity.ts';
import type { Schema } from '../types.ts';
import { OBJECT_META } from './object-meta.ts';

/** What strict decoding found; the object itself no longer has the unknown fields. */
export interface Decoded {
  /** `unknown field "spec.foo"`, in the order of the object. */
  unknown: string[];
  /** The first value of a wrong type, in Go's words. */
  typeError?: string;
  /** The patch converter's words for the same. */
  conversionError?: string;
}

/**
 * Reads `object` as the kind's Go struct would: drops fields the schema does not know and `null` values, in place, and
 * reports unknown fields and wrong types. Without a schema only metadata is known and checked.
 */
export function decode(object: JsonObject, kind: string, schema: Schema | undefined): Decoded {
  const decoded: Decoded = { unknown: [] };
  const decoder = new Decoder(decoded);
  if (isJsonObject(object['metadata'])) decoder.value(object['metadata'], OBJECT_META, ['metadata'], 'ObjectMeta');
  if (schema?.type === 'object') decoder.fields(object, withTypeFields(schema), [], kind);
  else dropNulls(object);
  for (const part of ['spec', 'status']) {
    if (object[part] !== undefined && !isJsonObject(object[part])) {
      decoder.value(
        object[part],
        { type: 'object', fields: {}, name: `${kind}${part === 'spec' ? 'Spec' : 'Status'}` },
        [part],
        kind,
      );
    }
  }
  return decoded;
}

const COMPLETE = new WeakMap<Schema, Extract<Schema, { type: 'object' }>>();

/** The schema with the fields every object has; metadata is checked on its own. */
function withTypeFields(schema: Extract<Schema, { type: 'object' }>): Extract<Schema, { type: 'object' }> {
  let complete = COMPLETE.get(schema);
  if (!complete) {
    const any: Schema = { type: 'any' };
    complete = { ...schema, fields: { ...schema.fields, apiVersion: any, kind: any, metadata: any } };
    COMPLETE.set(schema, complete);
  }
  return complete;
}

class Decoder {
  readonly #decoded: Decoded;

  constructor(decoded: Decoded) {
    this.#decoded = decoded;
  }

  /** Whether the value fits; what does not is recorded. */
  value(value: unknown, schema: Schema, path: readonly string[], struct: string): void {
    switch (schema.type) {
      case 'object':
        if (isJsonObject(value)) this.fields(value, schema, path, schema.name ?? struct);
        else this.#wrong(value, schema, path, struct);
        return;
      case 'map':
        if (isJsonObject(value)) this.#entries(value, schema.values, path, struct);
        else this.#wrong(value, schema, path, struct);
        return;
      case 'array':
        if (Array.isArray(value)) this.#items(value, schema.items, path, struct);
        else this.#wrong(value, schema, path, struct);
        return;
      default:
        if (!SCALARS[schema.type](value)) this.#wrong(value, schema, path, struct);
        else if (schema.type === 'quantity' && bytesOf(value) === undefined) this.#refused(QUANTITY_FORMAT);
        else if (schema.objection) this.#refused(schema.objection(value));
    }
  }

  fields(
    object: JsonObject,
    schema: Extract<Schema, { type: 'object' }>,
    path: readonly string[],
    struct: string,
  ): void {
    for (const key of Object.keys(object)) {
      const field = Object.hasOwn(schema.fields, key) ? schema.fields[key] : undefined;
      if (!field && schema.open) {
        if (object[key] === null) delete object[key];
      } else if (!field) {
        this.#decoded.unknown.push(`unknown field "${printPath([...path, key])}"`);
        delete object[key];
      } else if (object[key] === null) {
        delete object[key];
      } else {
        this.value(object[key], field, [...path, key], struct);
      }
    }
  }

  #entries(object: JsonObject, values: Schema, path: readonly string[], struct: string): void {
    for (const key of Object.keys(object)) {
      if (object[key] === null) delete object[key];
      else this.value(object[key], values, path, struct);
    }
  }

  #items(items: unknown[], schema: Schema, path: readonly string[], struct: string): void {
    for (const [index, item] of items.entries()) {
      // Go reads null as the type's zero value.
      if (item === null) items[index] = zeroOf(schema);
      else this.value(item, schema, [...path, `[${index}]`], struct);
    }
  }

  #refused(why: string | undefined): void {
    this.#decoded.typeError ??= why;
    this.#decoded.conversionError ??= why;
  }

  #wrong(value: unknown, schema: Schema, path: readonly string[], struct: string): void {
    const names = path.filter((segment) => !segment.startsWith('[')).join('.');
    // Where a number was wanted but not this one, Go says which it was.
    const what = schema.type === 'integer' && typeof value === 'number' ? `number ${value}` : jsonType(value);
    this.#decoded.typeError ??= `json: cannot unmarshal ${what} into Go struct field ${struct}.${names} of type ${goType(schema)}`;
    this.#decoded.conversionError ??=
      schema.type === 'object' || schema.type === 'map' || schema.type === 'array'
        ? `cannot restore ${CONTAINERS[schema.type]} from ${jsonType(value)}`
        : `unrecognized type: ${goType(schema)}`;
  }
}

const QUANTITY_FORMAT = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

function zeroOf(schema: Schema): unknown {
  if (schema.type === 'object' || schema.type === 'map') return {};
  if (schema.type === 'array') return [];
  return schema.type === 'integer' || schema.type === 'number' ? 0 : '';
}

const CONTAINERS = { object: 'struct', map: 'map', array: 'slice' };

type Scalar = Exclude<Schema['type'], 'object' | 'map' | 'array'>;

const SCALARS: Record<Scalar, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  quantity: (value) => typeof value === 'string' || typeof value === 'number',
  intOrString: (value) => typeof value === 'string' || Number.isInteger(value),
  any: () => true,
};

function goType(schema: Schema): string {
  if ('goType' in schema && schema.goType) return schema.goType;
  switch (schema.type) {
    case 'object':
      return schema.name ? `${schema.package ?? 'v1'}.${schema.name}` : 'struct';
    case 'map':
      return `map[string]${goType(schema.values)}`;
    case 'array':
      return `[]${goType(schema.items)}`;
    case 'boolean':
      return 'bool';
    case 'integer':
      return 'int32';
    case 'number':
      return 'float64';
    case 'quantity':
      return 'resource.Quantity';
    case 'intOrString':
      return 'intstr.IntOrString';
    default:
      return 'string';
  }
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** `spec.containers[0].image` */
function printPath(path: readonly string[]): string {
  return path.join('.').replaceAll('.[', '[');
}

function dropNulls(value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) dropNulls(item);
  } else if (isJsonObject(value)) {
    for (const key of Object.keys(value)) {
      if (value[key] === null) delete value[key];
      else dropNulls(value[key]);
    }
  }
}
