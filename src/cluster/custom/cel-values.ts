import { isJsonObject, type JsonObject } from '../json-object.ts';

/** A value as rules in CEL see it: whole numbers apart from others, times as times, names made into identifiers. */
export function toCel(value: unknown, schema: JsonObject): unknown {
  if (Array.isArray(value)) return value.map((item) => toCel(item, partOf(schema['items'])));
  if (isJsonObject(value)) return objectToCel(value, schema);
  if (typeof value === 'number') return isInteger(value, schema) ? BigInt(value) : value;
  if (typeof value === 'string' && schema['format'] === 'date-time') {
    const at = new Date(value);
    return Number.isNaN(at.getTime()) ? value : at;
  }
  return value;
}

function objectToCel(object: JsonObject, schema: JsonObject): JsonObject {
  const { properties } = schema;
  const entries = Object.entries(object).map(([name, value]) => {
    const isField = isJsonObject(properties) && Object.hasOwn(properties, name);
    const part = partOf(isField ? properties[name] : schema['additionalProperties']);
    return [isField ? identifierOf(name) : name, toCel(value, part)];
  });
  return Object.fromEntries(entries);
}

function partOf(schema: unknown): JsonObject {
  return isJsonObject(schema) ? schema : {};
}

function isInteger(value: number, { type }: JsonObject): boolean {
  return Number.isInteger(value) && type !== 'number';
}

const RESERVED = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

/** `x-prop` is `x__dash__prop` to a rule. */
export function identifierOf(name: string): string {
  if (RESERVED.has(name)) return `__${name}__`;
  return name
    .replaceAll('__', '__underscores__')
    .replaceAll('.', '__dot__')
    .replaceAll('-', '__dash__')
    .replaceAll('/', '__slash__');
}
