import { isJsonObject, type JsonObject } from '../json-object.ts';
import type { FieldProblem } from '../types.ts';
import { ruleSyntaxProblem } from './cel-environment.ts';

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
/** Deeper ones nobody writes, and would cost more to check than they are worth. */
const DEEPEST = 64;

/** What is wrong with an openAPIV3Schema itself, before any object is held against it. */
export function schemaProblems(schema: unknown, field: string): FieldProblem[] {
  if (!isJsonObject(schema)) return [{ field, reason: 'Required', detail: 'schemas are required' }];
  if (schema['type'] === 'object') return partProblems(schema, field, 0);
  if (schema['type'] === undefined) {
    return [{ field: `${field}.type`, reason: 'Required', detail: 'must not be empty at the root' }];
  }
  return [{ field: `${field}.type`, reason: 'Invalid', value: schema['type'], detail: 'must be object at the root' }];
}

function partProblems(schema: unknown, field: string, depth: number): FieldProblem[] {
  if (!isJsonObject(schema)) return [{ field, reason: 'Invalid', value: schema, detail: 'must be a schema' }];
  if (depth > DEEPEST) return [{ field, reason: 'Forbidden', detail: `schemas deeper than ${DEEPEST} are not taken` }];
  const { properties, items, additionalProperties } = schema;
  return [
    ...typeProblems(schema, field),
    ...shapeProblems(schema, field),
    ...rulesProblems(schema['x-kubernetes-validations'], `${field}.x-kubernetes-validations`),
    ...(isJsonObject(properties)
      ? Object.entries(properties).flatMap(([name, part]) =>
          partProblems(part, `${field}.properties[${name}]`, depth + 1),
        )
      : []),
    ...junctorProblems(schema, field, field, depth),
    ...(items === undefined ? [] : partProblems(items, `${field}.items`, depth + 1)),
    ...(additionalProperties === undefined || typeof additionalProperties === 'boolean'
      ? []
      : partProblems(additionalProperties, `${field}.additionalProperties`, depth + 1)),
  ];
}

const JUNCTORS = ['allOf', 'anyOf', 'oneOf', 'not'];
const ONLY_OUTSIDE = ['description', 'type', 'title'];
const NEVER_INSIDE = ['default', 'additionalProperties', 'nullable'];

/** What stands in `allOf` and its like only narrows: it names no type, and no field the schema around it does not. */
function junctorProblems(schema: JsonObject, field: string, outside: string, depth: number): FieldProblem[] {
  return JUNCTORS.flatMap((name): FieldProblem[] => {
    const parts: unknown = schema[name];
    if (parts === undefined) return [];
    if (name === 'not') return narrowingProblems(parts, `${field}.not`, schema, outside, depth);
    if (!Array.isArray(parts)) {
      return [{ field: `${field}.${name}`, reason: 'Invalid', value: parts, detail: 'must be a list of schemas' }];
    }
    return parts.flatMap((part, index) =>
      narrowingProblems(part, `${field}.${name}[${index}]`, schema, outside, depth),
    );
  });
}

function narrowingProblems(
  part: unknown,
  field: string,
  around: JsonObject,
  outside: string,
  depth: number,
): FieldProblem[] {
  if (!isJsonObject(part)) return [{ field, reason: 'Invalid', value: part, detail: 'must be a schema' }];
  if (depth > DEEPEST) return [{ field, reason: 'Forbidden', detail: `schemas deeper than ${DEEPEST} are not taken` }];
  const forbidden = (names: readonly string[], detail: string) =>
    names
      .filter((name) => part[name] !== undefined && !(name === 'type' && around['x-kubernetes-int-or-string']))
      .map((name): FieldProblem => ({ field: `${field}.${name}`, reason: 'Forbidden', detail }));
  const properties = isJsonObject(part['properties']) ? Object.entries(part['properties']) : [];
  const { items } = part;
  return [
    ...forbidden(ONLY_OUTSIDE, 'must be empty to be structural'),
    ...forbidden(NEVER_INSIDE, 'must be undefined to be structural'),
    ...shapeProblems(part, field),
    ...junctorProblems({ ...around, ...withoutJunctors(around), ...onlyJunctors(part) }, field, outside, depth + 1),
    ...properties.flatMap(([name, own]): FieldProblem[] => {
      const [place, at] = [`${outside}.properties[${name}]`, `${field}.properties[${name}]`];
      const known: unknown = around['properties']?.[name];
      if (!isJsonObject(known)) {
        return [{ field: place, reason: 'Required', detail: `because it is defined in ${at}` }];
      }
      return narrowingProblems(own, at, known, place, depth + 1);
    }),
    ...(items === undefined || !isJsonObject(around['items'])
      ? []
      : narrowingProblems(items, `${field}.items`, around['items'], `${outside}.items`, depth + 1)),
  ];
}

function withoutJunctors(schema: JsonObject): JsonObject {
  return Object.fromEntries(JUNCTORS.flatMap((name) => (name in schema ? [[name, undefined]] : [])));
}

function onlyJunctors(schema: JsonObject): JsonObject {
  return Object.fromEntries(JUNCTORS.flatMap((name) => (name in schema ? [[name, schema[name]]] : [])));
}

function typeProblems(schema: JsonObject, field: string): FieldProblem[] {
  const { type } = schema;
  if (type === undefined) {
    if (schema['x-kubernetes-int-or-string'] || schema['x-kubernetes-preserve-unknown-fields']) return [];
    const detail = 'must not be empty for specified object fields';
    return [{ field: `${field}.type`, reason: 'Required', detail }];
  }
  if (TYPES.includes(type)) return [];
  return [{ field: `${field}.type`, reason: 'NotSupported', value: type, supported: TYPES }];
}

/** A rule that cannot be read is refused; one that uses what is not provided here is taken, and not asked. */
function rulesProblems(rules: unknown, field: string): FieldProblem[] {
  if (rules === undefined) return [];
  if (!Array.isArray(rules)) return [{ field, reason: 'Invalid', value: rules, detail: 'must be a list of rules' }];
  return rules.flatMap((one, index): FieldProblem[] => {
    const place = `${field}[${index}].rule`;
    const rule: unknown = one?.rule;
    if (typeof rule !== 'string' || rule.trim() === '') {
      return [{ field: place, reason: 'Required', detail: 'rule is not specified' }];
    }
    const problem = ruleSyntaxProblem(rule);
    if (!problem) return [];
    const valueText = `apiextensions.ValidationRule{Rule:${JSON.stringify(rule)}}`;
    return [{ field: place, reason: 'Invalid', valueText, detail: `compilation failed: ERROR: <input>: ${problem}` }];
  });
}

const SHAPES: readonly (readonly [string, string, (value: unknown) => boolean])[] = [
  ['properties', 'must be a map of schemas', isJsonObject],
  ['required', 'must be a list of names', isTextList],
  ['enum', 'must be a list', Array.isArray],
  ['pattern', 'must be a valid regular expression', isPattern],
  ['x-kubernetes-list-map-keys', 'must be a list of names', isTextList],
  ...[
    'minimum',
    'maximum',
    'minItems',
    'maxItems',
    'minLength',
    'maxLength',
    'minProperties',
    'maxProperties',
    'multipleOf',
  ].map((name) => [name, 'must be a number', (value: unknown) => typeof value === 'number'] as const),
];

function shapeProblems(schema: JsonObject, field: string): FieldProblem[] {
  return SHAPES.filter(([name, , fits]) => schema[name] !== undefined && !fits(schema[name])).map(
    ([name, detail]): FieldProblem => ({ field: `${field}.${name}`, reason: 'Invalid', value: schema[name], detail }),
  );
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isPattern(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    return Boolean(new RegExp(value));
  } catch {
    return false;
  }
}
