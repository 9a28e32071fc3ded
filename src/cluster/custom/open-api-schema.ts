import { deepCopy } from '../deep-copy.ts';
import { isJsonObject, type JsonObject } from '../json-object.ts';
import type { FieldProblem, KubernetesObject, Schema } from '../types.ts';
import { junctorProblems } from './junctor-problems.ts';
import { hasFormat } from './text-formats.ts';

/** The known fields of a structural schema. Types are left to `validateBySchema`, which words them its own way. */
export function fieldsOfSchema(schema: JsonObject): Schema | undefined {
  const fields = knownFields(schema);
  return fields.type === 'object' ? fields : undefined;
}

function knownFields(schema: JsonObject): Schema {
  const description = schema['description'] ? { description: schema['description'] } : {};
  if (schema['x-kubernetes-preserve-unknown-fields']) return { type: 'any', ...description };
  if (schema['properties']) {
    const fields = Object.entries(schema['properties']).map(([name, one]) => [name, knownFields(one as JsonObject)]);
    return { type: 'object', fields: Object.fromEntries(fields), required: schema['required'], ...description };
  }
  return { type: 'any', ...description };
}

/** Puts in the schema's defaults; `value` is changed. */
export function defaultsBySchema(value: unknown, schema: JsonObject): void {
  if (Array.isArray(value)) {
    for (const item of value) defaultsBySchema(item, schema['items'] ?? {});
    return;
  }
  if (!isJsonObject(value)) return;
  for (const [name, field] of Object.entries<JsonObject>(schema['properties'] ?? {})) {
    if (value[name] === undefined && field['default'] !== undefined) value[name] = deepCopy(field['default']);
    defaultsBySchema(value[name], field);
  }
  const { properties = {}, additionalProperties } = schema;
  if (!isJsonObject(additionalProperties)) return;
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(properties, name)) defaultsBySchema(value[name], additionalProperties);
  }
}

/** What is wrong with a custom resource by its OpenAPI schema, in the words of the real server. */
export function validateBySchema(object: KubernetesObject, schema: JsonObject): FieldProblem[] {
  const { metadata: _metadata, apiVersion: _apiVersion, kind: _kind, ...body } = object;
  const { metadata: _own, apiVersion: _version, kind: _type, ...properties } = schema['properties'] ?? {};
  return problemsOf(body, { ...schema, properties }, '');
}

function problemsOf(value: unknown, schema: JsonObject, path: string): FieldProblem[] {
  const { type } = schema;
  if (value === null && schema['nullable']) return [];
  const given = typeOf(value);
  if (type && !fitsType(value, type) && !schema['x-kubernetes-int-or-string']) {
    const detail = `${path} in body must be of type ${type}: ${JSON.stringify(given)}`;
    return [{ field: path || '<nil>', reason: 'Invalid', value: given, detail }];
  }
  return [
    ...junctorProblems(schema, path, (part) => problemsOf(value, part, path)),
    ...(Array.isArray(value)
      ? arrayProblems(value, schema, path)
      : isJsonObject(value)
        ? objectProblems(value, schema, path)
        : scalarProblems(value, schema, path)),
  ];
}

function objectProblems(value: JsonObject, schema: JsonObject, path: string): FieldProblem[] {
  const place = (name: string) => (path ? `${path}.${name}` : name);
  const missing = (schema['required'] ?? [])
    .filter((name: string) => value[name] === undefined)
    .map((name: string) => ({ field: place(name), reason: 'Required' }) satisfies FieldProblem);
  const problems = Object.keys(value).flatMap((name) => {
    const field = schema['properties']?.[name] ?? schema['additionalProperties'];
    return isJsonObject(field) && value[name] !== undefined ? problemsOf(value[name], field, place(name)) : [];
  });
  const { minProperties, maxProperties } = schema;
  const count = Object.keys(value).length;
  if (minProperties !== undefined && count < minProperties) {
    problems.push(bounded(path, count, `should have at least ${minProperties} properties`));
  }
  if (maxProperties !== undefined && count > maxProperties) {
    problems.push({ field: path, reason: 'TooLong', detail: `must have at most ${maxProperties} items` });
  }
  return [...missing, ...problems];
}

function arrayProblems(value: unknown[], schema: JsonObject, path: string): FieldProblem[] {
  const problems = value.flatMap((item, index) => problemsOf(item, schema['items'] ?? {}, `${path}[${index}]`));
  const { minItems, maxItems } = schema;
  if (minItems !== undefined && value.length < minItems) {
    problems.push(bounded(path, value.length, `should have at least ${minItems} items`));
  }
  if (maxItems !== undefined && value.length > maxItems) {
    const detail = `must have at most ${maxItems} items`;
    problems.push({ field: path, reason: 'TooLong', detail });
  }
  problems.push(...repeatedItems(value, schema, path));
  return problems;
}

/** A set holds each value once, a list with keys each item. */
function repeatedItems(list: readonly unknown[], schema: JsonObject, path: string): FieldProblem[] {
  const { 'x-kubernetes-list-type': type, 'x-kubernetes-list-map-keys': keys } = schema;
  if (type !== 'set' && !(type === 'map' && Array.isArray(keys))) return [];
  const seen = new Set<string>();
  return list.flatMap((item, index): FieldProblem[] => {
    const told =
      type === 'set' || !isJsonObject(item) ? item : Object.fromEntries(keys.map((key: string) => [key, item[key]]));
    const size = seen.size;
    if (seen.add(JSON.stringify(told)).size > size) return [];
    return [
      {
        field: `${path}[${index}]`,
        reason: 'Duplicate',
        value: told,
        ...(type === 'map' ? { valueText: goMapText(told) } : {}),
      },
    ];
  });
}

/** The keys of an item as Go prints them. */
function goMapText(item: unknown): string {
  return `map[string]interface {}${JSON.stringify(item)}`;
}

function scalarProblems(value: unknown, schema: JsonObject, path: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const { minimum, maximum, multipleOf, pattern, minLength, maxLength } = schema;
  if (schema['enum'] && !schema['enum'].includes(value)) {
    problems.push({ field: path, reason: 'NotSupported', value, supported: schema['enum'].map(String) });
  }
  if (typeof value === 'number') {
    if (maximum !== undefined && value > maximum) {
      problems.push(bounded(path, value, `should be less than or equal to ${maximum}`));
    }
    if (minimum !== undefined && value < minimum) {
      problems.push(bounded(path, value, `should be greater than or equal to ${minimum}`));
    }
    if (multipleOf !== undefined && value % multipleOf !== 0) {
      problems.push(bounded(path, value, `should be a multiple of ${multipleOf}`));
    }
  }
  if (typeof value !== 'string') return problems;
  if (pattern !== undefined && !new RegExp(pattern).test(value)) {
    problems.push(bounded(path, value, `should match '${pattern}'`));
  }
  if (typeof schema['format'] === 'string' && !hasFormat(value, schema['format'])) {
    const detail = `${path} in body must be of type ${schema['format']}: ${JSON.stringify(value)}`;
    problems.push({ field: path, reason: 'Invalid', value, detail });
  }
  if (minLength !== undefined && value.length < minLength) {
    problems.push(bounded(path, value, `should be at least ${minLength} chars long`));
  }
  if (maxLength !== undefined && value.length > maxLength) {
    problems.push({ field: path, reason: 'TooLong', detail: `may not be more than ${maxLength} bytes` });
  }
  return problems;
}

function bounded(field: string, value: unknown, rule: string): FieldProblem {
  return { field, reason: 'Invalid', value, detail: `${field} in body ${rule}` };
}

function fitsType(value: unknown, type: string): boolean {
  const given = typeOf(value);
  return given === type || (type === 'number' && given === 'integer');
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (value === null) return 'null';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
