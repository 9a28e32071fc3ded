import type { Json } from '../client/api-client.ts';

/** Go escapes these in every JSON string it writes. */
const ESCAPES: Record<string, string> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** JSON as kubectl prints objects: sorted keys, four spaces, no newline at the end. */
export function printJson(value: Json, indent = 4): string {
  return goJson(sortKeys(value), indent);
}

/** JSON with the keys in the order given, escaped as Go escapes. */
export function goJson(value: Json, indent = 0): string {
  return (JSON.stringify(value, null, indent) ?? 'null').replace(/[<>&\u2028\u2029]/g, (letter) => ESCAPES[letter]!);
}

/** A copy with the keys of all maps in byte order. */
export function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== 'object') return value;
  const sorted: Record<string, Json> = {};
  for (const key of Object.keys(value).sort()) {
    if (value[key] !== undefined) sorted[key] = sortKeys(value[key]);
  }
  return sorted;
}
