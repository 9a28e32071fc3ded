import type { Json } from '../../client/api-client.ts';
import { goText } from '../jsonpath.ts';
import { goPrint, goPrintf, goType } from './go-printf.ts';

/** The functions of Go's templates and kubectl's own two. They throw an Error with Go's reason. */
export const FUNCTIONS: Readonly<Record<string, (...values: Json[]) => Json>> = {
  and: (...values) => values.find((value) => !isTrue(value)) ?? values.at(-1),
  or: (...values) => values.find(isTrue) ?? values.at(-1),
  not: (value) => !isTrue(value),
  len: length,
  index: (value, ...keys) => keys.reduce(item, value),
  slice: (value, from = 0, to = undefined) => value.slice(from, to),
  print: (...values) => goPrint(values),
  println: (...values) => `${values.map(goText).join(' ')}\n`,
  printf: (pattern, ...values) => goPrintf(String(pattern), values),
  html: (...values) => goPrint(values).replace(/[&<>"'\0]/g, (letter) => HTML[letter]!),
  js: (...values) => goPrint(values).replace(/[\\'"<>&=]/g, (letter) => JAVASCRIPT[letter]!),
  urlquery: (...values) => encodeURIComponent(goPrint(values)).replaceAll('%20', '+'),
  call: (value) => {
    if (value === null || value === undefined) throw new Error('call of nil');
    throw new Error(`non-function of type ${goType(value)}`);
  },
  base64decode: (value) => new TextDecoder().decode(Uint8Array.from(atob(value), (letter) => letter.charCodeAt(0))),
  exists: (value, ...keys) => keys.reduce((inner, key) => inner?.[key], value) !== undefined,
  eq: (value, ...others) => {
    if (others.length === 0) throw new Error('missing argument for comparison');
    return others.some((other) => isEqual(value, other));
  },
  ne: (one, other) => !isEqual(one, other),
  lt: (one, other) => compare(one, other) < 0,
  le: (one, other) => compare(one, other) <= 0,
  gt: (one, other) => compare(one, other) > 0,
  ge: (one, other) => compare(one, other) >= 0,
};

/** What counts as empty: nothing, false, zero, and what holds nothing. */
export function isTrue(value: Json): boolean {
  if (value === null || value === undefined || value === '' || value === 0 || value === false) return false;
  return typeof value === 'object' ? Object.keys(value).length > 0 : true;
}

const HTML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
  '\0': '\uFFFD',
};

const JAVASCRIPT: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '<': '\\u003C',
  '>': '\\u003E',
  '&': '\\u0026',
  '=': '\\u003D',
};

function length(value: Json): number {
  if (typeof value === 'string') return new TextEncoder().encode(value).length;
  if (Array.isArray(value)) return value.length;
  if (value !== null && typeof value === 'object') return Object.keys(value).length;
  throw new Error(value === undefined || value === null ? 'len of nil pointer' : `len of type ${typeName(value)}`);
}

function item(value: Json, key: Json): Json {
  if (value === null || value === undefined) throw new Error('index of untyped nil');
  if (typeof value === 'object' && !Array.isArray(value)) {
    if (typeof key !== 'string') throw new Error(`value has type ${typeName(key)}; should be string`);
    return value[key];
  }
  if (typeof value !== 'string' && !Array.isArray(value))
    throw new Error(`can't index item of type ${typeName(value)}`);
  if (typeof key !== 'number') throw new Error(`cannot index slice/array with type ${typeName(key)}`);
  if (key < 0 || key > value.length) throw new Error(`index out of range: ${key}`);
  if (key === value.length) throw new Error('reflect: slice index out of range');
  return typeof value === 'string' ? value.charCodeAt(key) : value[key];
}

/** A number of a template is an int, not an int64 as in a document. */
function typeName(value: Json): string {
  return goType(value).replace('int64', 'int');
}

function basicKind(value: Json): string | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return typeof value === 'string' || typeof value === 'boolean' ? typeof value : undefined;
}

function isEqual(one: Json, other: Json): boolean {
  const isNothing = (value: Json): boolean => value === null || value === undefined;
  if (isNothing(one) || isNothing(other)) return isNothing(one) && isNothing(other);
  const [kind, otherKind] = [basicKind(one), basicKind(other)];
  if (kind !== otherKind) throw new Error('incompatible types for comparison');
  if (kind === undefined) throw new Error(`non-comparable type ${goText(one)}: ${goType(one)}`);
  return one === other;
}

function compare(one: Json, other: Json): number {
  const [kind, otherKind] = [basicKind(one), basicKind(other)];
  if (kind === undefined || kind === 'boolean') throw new Error('invalid type for comparison');
  if (kind !== otherKind) throw new Error('incompatible types for comparison');
  return one < other ? -1 : Number(one > other);
}
